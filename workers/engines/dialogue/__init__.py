"""The dialogue's built-in counsel: the lexicon, the writer's words and the chosen aesthetic."""

from workers.engines.dialogue.builtin import BuiltinCounsel, named_colours

__all__ = ["BuiltinCounsel", "named_colours"]
