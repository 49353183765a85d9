"""Correct what was heard."""

from pathlib import Path

from common.artifacts.analysis import Analysis
from common.artifacts.edits import Edits
from common.editing import edited
from common.film_request import Excerpt
from common.pipeline import Order
from workers.steps.desk import Desk


def run(order: Order, desk: Desk, out: Path) -> None:
    excerpt = Excerpt.model_validate(order.options["excerpt"] or {})
    analysis = edited(
        desk.document(order, "analysis", Analysis),
        Edits.model_validate(order.options["edits"]),
        start=excerpt.start,
    )
    out.write_bytes(analysis.to_json())
