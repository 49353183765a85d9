"""No weights are unpickled as anything but tensors, and none are read unchecked."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("common", "services", "workers", "benchmarks")
PICKLING = {"pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal"}
NO_WEIGHTS = (
    "Config",
    "FeatureExtractor",
    "Processor",
    "ProcessorPil",
    "Tokenizer",
    "TokenizerFast",
)
"""Classes whose files hold JSON and text."""
ELSEWHERE = {"workers/engines/descriptions/bertscore.py"}
"""A model of the user's own, which transformers reads as tensors alone whatever its format."""


def calls(path: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Of each method called: whose, which, and with which arguments set to True."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = {
                word.arg
                for word in node.keywords
                if word.arg and isinstance(word.value, ast.Constant) and word.value.value is True
            }
            yield ast.unparse(node.func.value), node.func.attr, given


def sources() -> list[Path]:
    return sorted(path for folder in OURS for path in (ROOT / folder).rglob("*.py"))


def test_pickles_are_read_as_tensors_alone() -> None:
    found = 0
    for path in sources():
        for owner, name, given in calls(path):
            if (owner, name) == ("torch", "load"):
                found += 1
                assert "weights_only" in given, f"{path}: torch.load without weights_only=True"
    assert found, "nothing was looked at"


def test_models_are_read_from_safetensors() -> None:
    found = 0
    for path in sources():
        if str(path.relative_to(ROOT)) in ELSEWHERE:
            continue
        for owner, name, given in calls(path):
            if name == "from_pretrained" and not owner.endswith(NO_WEIGHTS):
                found += 1
                assert "use_safetensors" in given, f"{path}: {owner}.{name} may unpickle"
    assert found, "nothing was looked at"


@pytest.mark.parametrize("folder", OURS)
def test_nothing_else_unpickles(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not PICKLING & {name.split(".")[0] for name in names}, path
