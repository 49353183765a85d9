"""The dialogue of MVPrompt (CHI 2025, stage 2): each part of the film is made concrete in talk.

Pure: a state and a saying give a state and a reply. So whoever holds the state may take a turn,
the command line as well as the API, and nobody waits for a worker.
"""

from common.dialogue.builtin import BuiltinCounsel
from common.dialogue.counsel import Counsel
from common.dialogue.filming import filmed
from common.dialogue.state import ELEMENTS, Dialogue, Element, Part, Turn
from common.dialogue.turning import answer, begin

__all__ = [
    "ELEMENTS",
    "BuiltinCounsel",
    "Counsel",
    "Dialogue",
    "Element",
    "Part",
    "Turn",
    "answer",
    "begin",
    "filmed",
]
