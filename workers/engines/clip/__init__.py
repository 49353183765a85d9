"""Pictures and texts in one space: CLIP (Radford et al., 2021), to score and not to paint."""

from workers.engines.clip.similarity import Clip

__all__ = ["Clip"]
