"""Aesthetics for a song or a wish: searched, recommended with a reason, and painted."""

from workers.engines.themes.recommending import Recommendation, recommend
from workers.engines.themes.searching import Search, search_by
from workers.engines.themes.swatch import paint_swatch

__all__ = ["Recommendation", "Search", "paint_swatch", "recommend", "search_by"]
