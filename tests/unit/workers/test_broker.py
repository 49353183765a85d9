"""Which way messages go."""

import pytest
from kombu.transport import resolve_transport

from workers.broker import SentinelTransport, Transport, transport_of


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("redis://broker:6379/0", Transport),
        ("rediss://broker:6380/0", Transport),
        ("sentinel://a:26379;sentinel://b:26379", SentinelTransport),
    ],
)
def test_a_transport_is_found_by_the_path_that_celery_is_told(url: str, kind: type) -> None:
    assert resolve_transport(transport_of(url)) is kind
