"""Ids of uploads, and links that nobody can make or change but us.

An upload has no row: its id is random, its object's key is a digest of tenant and id, so that an id
opens nothing to another tenant, and its link carries an expiry under an HMAC (RFC 2104, SHA-256).
"""

import hashlib
import hmac
import re
import secrets

from common.storage.keys import object_key
from services.api.errors import RefusedLinkError, UnknownUploadError

_FORM = re.compile(r"upload_[0-9a-f]{32}", re.ASCII)


def new_upload_id() -> str:
    return f"upload_{secrets.token_hex(16)}"


def upload_key(upload_id: str, *, tenant_id: str) -> str:
    """Where it lies until it is a song.

    Raises:
        UnknownUploadError: no id of ours looks like this.
    """
    if not _FORM.fullmatch(upload_id):
        raise UnknownUploadError("there is no upload of that id")
    return object_key("upload", hashlib.sha256(f"{tenant_id}/{upload_id}".encode()).hexdigest())


class Signer:
    """Args:
    secret: shared by all replicas; None is a new one, so that links end with the process.
    """

    def __init__(self, secret: str | None) -> None:
        self._secret = secret.encode() if secret else secrets.token_bytes(32)

    def sign(self, upload_id: str, *, tenant_id: str, expires: int) -> str:
        text = f"upload/{tenant_id}/{upload_id}/{expires}".encode()
        return hmac.new(self._secret, text, hashlib.sha256).hexdigest()

    def check(
        self, upload_id: str, *, tenant_id: str, expires: int, signature: str, now: float
    ) -> None:
        """Raises:
        RefusedLinkError: another signature, or too late.
        """
        expected = self.sign(upload_id, tenant_id=tenant_id, expires=expires)
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            raise RefusedLinkError("this link was not made by this server")
        if now > expires:
            raise RefusedLinkError("this link has expired")
