"""Scripts by a language model: behind any OpenAI-compatible endpoint, or on this machine.

A mode asks the model in the way of one of the papers; its answers are read by a parser that expects
anything, asked for again where they cannot be used, and completed by the built-in writer, which
also chooses views and camera, so that a script is whole whatever the model says.
"""

from workers.engines.language.author import Author
from workers.engines.language.chat import ChatEngine

__all__ = ["Author", "ChatEngine"]
