from common.artifacts.analysis import Section
from common.artifacts.understanding import Descriptors, Role
from workers.stages.understanding.form import section_roles


def descriptors(**given: float) -> Descriptors:
    plain = dict.fromkeys(Descriptors.model_fields, 0.5)
    return Descriptors.model_validate(plain | given)


def roles(
    form: str, energies: dict[str, float], *, confidence: float = 1.0
) -> tuple[list[Role], list[float]]:
    sections = [
        Section(start=16.0 * i, end=16.0 * (i + 1), label=letter, energy=energies[letter])
        for i, letter in enumerate(form)
    ]
    heard = [descriptors(arousal=energies[letter]) for letter in form]
    found = section_roles(sections, heard, confidence=confidence)
    return [role.role for role in found], [role.confidence for role in found]


POP = {"I": 0.1, "A": 0.45, "B": 0.85, "C": 0.5, "O": 0.15}


def test_a_pop_song_is_read_as_one() -> None:
    found, sure = roles("IABABCBO", POP)
    assert found == ["intro", "verse", "chorus", "verse", "chorus", "bridge", "chorus", "outro"]
    assert min(sure) > 0.3


def test_the_loudest_that_returns_is_the_chorus_not_the_loudest_at_all() -> None:
    found, _ = roles("ABABC", {"A": 0.4, "B": 0.7, "C": 0.95})
    assert found[1] == found[3] == "chorus"
    assert found[4] != "chorus"


def test_a_single_section_is_a_verse_that_nobody_vouches_for() -> None:
    found, sure = roles("A", POP)
    assert found == ["verse"]
    assert sure[0] <= 0.1


def test_without_contrast_roles_are_doubtful() -> None:
    _, even = roles("ABAB", {"A": 0.5, "B": 0.52})
    _, contrasted = roles("ABAB", POP)
    assert max(even) < 0.5 < min(contrasted)


def test_no_role_is_surer_than_what_there_is_to_hear() -> None:
    _, sure = roles("IABABCBO", POP, confidence=0.2)
    assert max(sure) <= 0.2


def test_a_role_that_a_person_named_is_that_role() -> None:
    names, energies = ("A", "bridge", "A"), {"A": 0.4, "bridge": 0.9}
    sections = [
        Section(start=10.0 * i, end=10.0 * (i + 1), label=name, energy=energies[name])
        for i, name in enumerate(names)
    ]
    heard = [descriptors(arousal=energies[name]) for name in names]
    found = section_roles(sections, heard, confidence=0.1)
    assert (found[1].role, found[1].confidence) == ("bridge", 1.0)
    assert found[0].confidence <= 0.1


def test_of_a_mix_that_lasts_no_verse_and_chorus_is_claimed() -> None:
    _, song = roles("IABABCBO", POP)
    _, mix = roles("IABABCBO" * 10, POP)
    assert max(mix) < 0.3 < max(song)
