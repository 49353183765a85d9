"""Which key a song is in, and which chords it goes through."""

from workers.stages.harmony.evidence import CHORDS, HarmonyListener, Impression
from workers.stages.harmony.hearing import hear_harmony

__all__ = ["CHORDS", "HarmonyListener", "Impression", "hear_harmony"]
