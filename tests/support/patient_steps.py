"""An analysis that takes as long as a file says: `SCOPITONE_STEPS=tests.support.patient_steps`."""

import os
import time
from pathlib import Path
from types import MappingProxyType

from common.pipeline import Order
from tests.support.documents import make_analysis
from workers.steps.desk import Desk
from workers.steps.perform import Batches, Steps

PATIENCE = "SCOPITONE_TEST_PATIENCE"
"""A file: the step goes on until it exists."""


def _analysis(_order: Order, desk: Desk, out: Path) -> None:
    end = Path(os.environ[PATIENCE])
    share = 0.01
    while not end.exists():
        time.sleep(0.05)
        share = min(0.9, share + 0.001)
        desk.progress(share)
    out.write_bytes(make_analysis().to_json())


STEPS: Steps = MappingProxyType({"analysis": _analysis})
BATCHES: Batches = MappingProxyType({})
