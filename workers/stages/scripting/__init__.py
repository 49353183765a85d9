"""From a theme and a song to a script: one checked scene for every span.

The writer thinks of the pictures; the stage sees to it that scenes tile the song, that keywords
are five, that no word of music reaches a picture engine, and that whoever is asked for by name
looks as asked. Each scene's final prompt repeats the cast's descriptions and the keywords word
for word (`Brief.prompt`), which is what holds a film together (arXiv 2504.17267, step 3;
2509.00029).
"""

from common.music_words import names_music, without_music
from workers.stages.scripting.checking import write_script
from workers.stages.scripting.request import MV_TYPES, Draft, ScriptRequest, Shot, Writer

__all__ = [
    "MV_TYPES",
    "Draft",
    "ScriptRequest",
    "Shot",
    "Writer",
    "names_music",
    "without_music",
    "write_script",
]
