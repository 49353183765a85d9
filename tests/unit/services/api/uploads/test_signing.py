import pytest

from services.api.errors import RefusedLinkError, UnknownUploadError
from services.api.uploads.signing import Signer, new_upload_id, upload_key

SIGNER = Signer("a secret")


def check(signer: Signer, *, name: str = "upload_1", tenant: str = "t", now: float = 0) -> None:
    signature = SIGNER.sign("upload_1", tenant_id="t", expires=100)
    signer.check(name, tenant_id=tenant, expires=100, signature=signature, now=now)


def test_a_link_is_good_until_it_expires() -> None:
    check(SIGNER, now=100)
    with pytest.raises(RefusedLinkError, match="expired"):
        check(SIGNER, now=101)


def test_it_is_good_for_one_upload_of_one_tenant_of_one_server() -> None:
    for changed in ({"name": "upload_2"}, {"tenant": "u"}):
        with pytest.raises(RefusedLinkError):
            check(SIGNER, **changed)
    with pytest.raises(RefusedLinkError):
        check(Signer(None))


def test_an_id_opens_nothing_to_another_tenant() -> None:
    name = new_upload_id()
    assert upload_key(name, tenant_id="a") != upload_key(name, tenant_id="b")


@pytest.mark.parametrize("name", ["", "upload_", "upload_" + "G" * 32, "upload_" + "0" * 33])
def test_no_other_text_is_an_id(name: str) -> None:
    with pytest.raises(UnknownUploadError):
        upload_key(name, tenant_id="a")
