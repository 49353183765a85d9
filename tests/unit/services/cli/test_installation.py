"""What a person is told of a variable that holds nonsense."""

import pytest

from common.errors import InvalidInputError
from services.cli import installation


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SCOPITONE_LEASE_SECONDS", "soon", "valid number"),
        ("SCOPITONE_GPU_PRICES", "h100=2.5", "not JSON"),
        ("SCOPITONE_GPU_PRICES", '{"h100": -1}', "greater than 0"),
        ("SCOPITONE_TRACING", "collector:4318", "pattern"),
    ],
)
def test_it_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidInputError, match=f"{variable}.*{said}"):
        installation.settings()
