import subprocess
import sys
from importlib import import_module
from typing import get_args

import pytest

from common.cards import StageName
from workers.steps.table import STEPS


def test_every_stage_has_a_step() -> None:
    assert set(STEPS) == set(get_args(StageName))


@pytest.mark.parametrize("stage", STEPS)
def test_it_is_in_the_module_of_its_name(stage: str) -> None:
    assert callable(import_module(f"workers.steps.{stage}").run)


def test_who_hands_out_orders_imports_no_engine() -> None:
    heavy = "{'librosa', 'numba', 'scipy', 'torch'}"
    asked = f"import sys, workers.crew; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
