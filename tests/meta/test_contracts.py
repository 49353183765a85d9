"""House rules that are checks: imports, purity, names, sizes, mirrored tests."""

import ast
import subprocess
import sys
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("common", "services", "workers")
MAX_FILE_LINES, MAX_FUNCTION_LINES = 400, 60


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_the_three_names_are_ours_alone() -> None:
    owners = packages_distributions()
    assert all(set(owners.get(name, ())) <= {"scopitone"} for name in OURS)
    assert all(str(find_spec(name).origin).startswith(str(ROOT)) for name in OURS)


IMPURE_CALLS = {"open", "input", "print", "exec", "eval"}
IMPURE_MODULES = {"os", "time", "datetime", "random", "socket", "subprocess", "secrets"}


@pytest.mark.parametrize("path", sources("workers/stages"), ids=lambda p: str(p.relative_to(ROOT)))
def test_stages_are_pure(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in IMPURE_CALLS, f"{node.func.id}() at line {node.lineno}"
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & IMPURE_MODULES
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.module.split(".")[0] not in IMPURE_MODULES
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "np.random":
            assert node.attr in {"Generator", "default_rng", "SeedSequence"}, ast.unparse(node)


def code_lines(path: Path) -> int:
    """Lines that are neither blank nor wholly comment."""
    lines = (line.strip() for line in path.read_text().splitlines())
    return sum(bool(line) and not line.startswith("#") for line in lines)


def test_files_and_functions_stay_small(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(((code_lines(path), path) for path in sources(*OURS)), reverse=True)
    functions = sorted(
        (
            (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
            for _, path in files
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        ),
        reverse=True,
    )
    with capsys.disabled():
        longest = [f"{lines} {path.relative_to(ROOT)}" for lines, path in files[:5]]
        print("\nlongest files:", *longest, sep="\n  ")
        print(
            "longest functions:", *(f"{lines} {name}" for lines, name in functions[:5]), sep="\n  "
        )
    assert files[0][0] <= MAX_FILE_LINES
    assert functions[0][0] <= MAX_FUNCTION_LINES


def test_unit_tests_mirror_the_tree() -> None:
    strays = []
    for test in sources("tests/unit"):
        if test.name.startswith("test_"):
            place = test.relative_to(ROOT / "tests/unit")
            module = ROOT / place.with_name(place.name.removeprefix("test_"))
            if not (
                module.exists()
                or module.with_suffix("").is_dir()
                or module.stem == module.parent.name
            ):
                strays.append(str(place))
    assert not strays, f"no source file for {strays}"


def test_every_stage_and_engine_has_a_mirrored_test() -> None:
    packages = [p for p in (ROOT / "workers/stages").iterdir() if (p / "__init__.py").exists()]
    missing = [
        package.name
        for package in packages
        if not list((ROOT / "tests/unit/workers/stages" / package.name).glob("test_*.py"))
    ]
    assert not missing, f"stages without tests: {missing}"
