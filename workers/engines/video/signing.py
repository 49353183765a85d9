"""A film's origin under an operator's signature: a C2PA manifest in the file.

It says what `provenance` says (made by a model or drawn, by which engines, from which seeds), and
binds it to every byte of the film: whoever changes one is found out. Pictures and sound stay as
they are. No timestamp authority is asked, since a worker asks nobody: a signature holds as long as
its certificate.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from common.errors import EngineError, MissingEngineError

FACTS = "org.scopitone.film"
"""Label of our own assertion."""
_ENGINE = "films cannot be signed here"


class Identity(NamedTuple):
    """Who signs: files in PEM, the certificate with its chain below it, and its private key."""

    certificate: Path | None
    key: Path | None


def sign(
    film: Path,
    *,
    out: Path,
    title: str,
    source: str,
    facts: Mapping[str, str | Sequence[str]],
    identity: Identity,
    expected: str,
) -> None:
    """A signed copy of an MP4.

    Args:
        source: IPTC digital source type, a URL.
        facts: what else is asserted.
        expected: sha256 of the certificate's file.

    Raises:
        MissingEngineError: the library or the certificate that was asked for is not here.
        EngineError: certificate and key do not belong together, or no C2PA reader would take them.
    """
    chain, key = _read(identity, expected)
    c2pa = _library()
    manifest = {
        "claim_generator_info": [{"name": "Scopitone"}],
        "title": title,
        "assertions": [
            {
                "label": "c2pa.actions.v2",
                "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": source}]},
            },
            {"label": FACTS, "data": dict(facts)},
        ],
    }
    try:
        info = c2pa.C2paSignerInfo(_algorithm(key), chain, key, None)
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(manifest) as builder:
            builder.sign_file(str(film), str(out), signer)
    except (c2pa.C2paError, ValueError) as problem:
        raise EngineError(f"the film cannot be signed: {problem}") from None


def _read(identity: Identity, expected: str) -> tuple[bytes, bytes]:
    if identity.certificate is None or identity.key is None:
        raise MissingEngineError(
            f"{_ENGINE}: set SCOPITONE_SIGNING_CERTIFICATE and SCOPITONE_SIGNING_KEY"
        )
    try:
        chain, key = identity.certificate.read_bytes(), identity.key.read_bytes()
    except OSError as problem:
        raise MissingEngineError(f"{_ENGINE}: {problem}") from None
    if sha256(chain).hexdigest() != expected:
        raise MissingEngineError(
            f"{_ENGINE}: {identity.certificate} is not the certificate that the API has"
        )
    return chain, key


def _library() -> Any:
    try:
        return import_module("c2pa")
    except ImportError as problem:
        raise MissingEngineError(
            f"{_ENGINE} ({problem}); it needs: pip install 'scopitone[signing]'"
        ) from None


def _algorithm(key: bytes) -> str:
    """C2PA's name for what such a key signs by."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        load_pem_private_key,
    )

    private = load_pem_private_key(key, password=None)
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return {256: "es256", 384: "es384", 521: "es512"}[private.curve.key_size]
    if isinstance(private, rsa.RSAPrivateKey):
        return "ps256"
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return "ed25519"
    raise ValueError(f"a key of type {type(private).__name__} signs no film")
