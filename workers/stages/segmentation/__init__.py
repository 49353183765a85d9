"""Where the film cuts: a song's analysis in, the spans of its shots out."""

from workers.stages.segmentation.segmenting import Mode, segment

__all__ = ["Mode", "segment"]
