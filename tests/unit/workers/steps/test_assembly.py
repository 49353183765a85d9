"""Films under an operator's signature: real C2PA manifests, by a chain of our own."""

import json
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import c2pa
import numpy as np
import pytest

from common.config import Settings
from common.errors import EngineError, InvalidInputError, MissingEngineError
from common.film_request import FilmRequest
from common.pipeline import Order, Recipe
from common.storage.local import LocalStorage
from tests.support import sounds
from tests.support.documents import make_analysis, make_script
from tests.support.films import make_song
from tests.support.signing import Chain, chain
from workers.engines.video.digest import video_digest
from workers.engines.video.encoder import encode
from workers.engines.video.signing import FACTS
from workers.steps import assembly
from workers.steps.desk import Desk

FPS = Fraction(12)
SECONDS = 2.0
SONG, SEGMENT = f"song/{'0' * 64}", f"frames/{'1' * 64}.mp4"
ANALYSIS = f"analysis/{'2' * 64}.json"


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return chain(tmp_path_factory.mktemp("signer"))


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalStorage:
    """With all that a film of two seconds is made of."""
    folder = tmp_path_factory.mktemp("made")
    stored = LocalStorage(folder / "store")
    sounds.write(folder / "song.wav", sounds.tone(220.0, SECONDS))
    shown = (np.full((32, 48, 3), 9 * n, np.uint8) for n in range(round(SECONDS * FPS)))
    encode(shown, size=(48, 32), fps=FPS, out=folder / "segment.mp4")
    stored.put_file(SONG, folder / "song.wav")
    stored.put_file(SEGMENT, folder / "segment.mp4")
    stored.put(ANALYSIS, make_analysis(duration=SECONDS).to_json())
    return stored


def assemble(
    storage: LocalStorage,
    out: Path,
    *,
    signed: str = "",
    models: tuple[str, ...] = (),
    **where: Any,
) -> Path:
    options: dict[str, Any] = {
        "title": "Home",
        "fps": str(FPS),
        "excerpt": None,
        "provenance": {
            "engines": ["e/1"],
            "models": list(models),
            "seeds": [3, 5],
            "request": "f" * 64,
        },
        **({"signed": signed} if signed else {}),
    }
    order = Order(
        stage="assembly",
        inputs={"song": SONG, "analysis": ANALYSIS, "segment 0000": SEGMENT},
        options=options,
    )
    film = out / "film.mp4"
    assembly.run(order, Desk(storage=storage, settings=Settings(**where)), film)
    return film


def sign(storage: LocalStorage, out: Path, signer: Chain, **more: Any) -> Path:
    settings = {"signing_certificate": signer.certificate, "signing_key": signer.key}
    digest = sha256(signer.certificate.read_bytes()).hexdigest()
    return assemble(storage, out, signed=digest, **settings, **more)


def manifest_of(film: Path) -> tuple[dict[str, Any], set[str]]:
    """The active manifest, and what is wrong with it."""
    with c2pa.Reader(str(film)) as reader:
        told = json.loads(reader.json())
    wrong = {one["code"] for one in told.get("validation_status", ())}
    return told["manifests"][told["active_manifest"]], wrong


def test_a_signed_film_says_who_made_it_and_how(
    storage: LocalStorage, signer: Chain, tmp_path: Path
) -> None:
    film = sign(storage, tmp_path, signer, models=("repo/sdxl@abc",))
    manifest, wrong = manifest_of(film)
    assert wrong == {"signingCredential.untrusted"}, "a root that nobody knows, and nothing else"
    assert manifest["signature_info"]["common_name"] == "A Studio"
    said = {one["label"]: one["data"] for one in manifest["assertions"]}
    [action] = said["c2pa.actions.v2"]["actions"]
    assert action["action"] == "c2pa.created"
    assert action["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert (said[FACTS]["models"], said[FACTS]["seeds"]) == (["repo/sdxl@abc"], ["3", "5"])


def test_signing_leaves_pictures_and_sound_as_they_are(
    storage: LocalStorage, signer: Chain, tmp_path: Path
) -> None:
    (tmp_path / "plain").mkdir()
    plain = assemble(storage, tmp_path / "plain")
    assert video_digest(sign(storage, tmp_path, signer)) == video_digest(plain)


def test_a_film_that_was_changed_is_found_out(
    storage: LocalStorage, signer: Chain, tmp_path: Path
) -> None:
    film = sign(storage, tmp_path, signer)
    data = bytearray(film.read_bytes())
    data[-100] ^= 1
    film.write_bytes(data)
    _, wrong = manifest_of(film)
    assert "assertion.bmffHash.mismatch" in wrong


@pytest.mark.parametrize("missing", ["signing_key", "signing_certificate"])
def test_a_film_that_is_to_be_signed_is_never_left_unsigned(
    storage: LocalStorage, signer: Chain, tmp_path: Path, missing: str
) -> None:
    known = {"signing_certificate": signer.certificate, "signing_key": signer.key, missing: None}
    with pytest.raises(MissingEngineError, match="SCOPITONE_SIGNING"):
        assemble(storage, tmp_path, signed="0" * 64, **known)
    assert not (tmp_path / "film.mp4").exists()


def test_another_certificate_or_key_is_refused(
    storage: LocalStorage, signer: Chain, tmp_path: Path
) -> None:
    other = chain(tmp_path)
    known = {"signing_certificate": signer.certificate, "signing_key": other.key}
    with pytest.raises(MissingEngineError, match="not the certificate"):
        assemble(storage, tmp_path, signed="0" * 64, **known)
    with pytest.raises(EngineError, match="cannot be signed"):
        sign(storage, tmp_path, Chain(signer.certificate, other.key))


def test_films_are_ordered_signed_where_a_certificate_is_set(signer: Chain) -> None:
    def film(**settings: Any) -> Order:
        request = FilmRequest(theme="home").settled(Settings(**settings))
        recipe = Recipe(song=make_song(), song_key="song/0", request=request)
        return recipe.film(
            title="", shots=recipe.shots(script=make_script(), analysis=make_analysis())
        )

    digest = sha256(signer.certificate.read_bytes()).hexdigest()
    assert film(signing_certificate=signer.certificate).options["signed"] == digest
    assert "signed" not in film().options
    with pytest.raises(InvalidInputError, match="SIGNING_CERTIFICATE"):
        film(signing_certificate=signer.key.with_name("no.pem"))
