"""Which earlier pictures a scene's own is held to, so that a film looks like one film.

A model paints each scene for itself, so that people and colours change from shot to shot. Its
people are therefore shown the first picture of the same people, and its colours are brought towards
those of the first picture of the same section of the song.
"""

from common.artifacts.script import Script


def first_of_cast(script: Script, number: int) -> int | None:
    """The first scene that shows somebody of this one; None if that is this one, or nobody is."""
    shown = set(script.scenes[number].cast)
    earlier = (n for n in range(number) if shown & set(script.scenes[n].cast))
    return next(earlier, None)


def first_of_section(script: Script, number: int) -> int | None:
    """The first scene of this one's section; None if that is this one."""
    section = script.scenes[number].section
    return next((n for n in range(number) if script.scenes[n].section == section), None)


def rest_of_section(script: Script, number: int) -> tuple[str, ...]:
    """The sentences of the other scenes of its section, those that follow it first."""
    section = script.scenes[number].section
    order = [*range(number + 1, len(script.scenes)), *range(number)]
    return tuple(script.scenes[n].prompt for n in order if script.scenes[n].section == section)
