"""Layered illustrations painted on the CPU: the pictures of the sketch profile."""

from workers.engines.painter.painting import Painter

__all__ = ["Painter"]
