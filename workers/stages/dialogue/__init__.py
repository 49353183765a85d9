"""The dialogue of MVPrompt (CHI 2025, stage 2): each part of the film is made concrete in talk."""

from workers.stages.dialogue.counsel import Counsel
from workers.stages.dialogue.filming import filmed
from workers.stages.dialogue.state import ELEMENTS, Dialogue, Element, Part, Turn
from workers.stages.dialogue.turning import answer, begin

__all__ = [
    "ELEMENTS",
    "Counsel",
    "Dialogue",
    "Element",
    "Part",
    "Turn",
    "answer",
    "begin",
    "filmed",
]
