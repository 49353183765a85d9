"""POST /v1/uploads, and the address that a folder store's links lead to."""

import time
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from common.db.repository.tenants import DEFAULT_TENANT
from services.api.answers import BODY, WRITE, json_answer, operation_id, problems
from services.api.backend import Tenant, Use
from services.api.errors import UploadTakenError, WrongMediaTypeError
from services.api.songs.receiving import receive_plain, scratch_folder
from services.api.uploads.links import linking
from services.api.uploads.schemas import UploadView
from services.api.uploads.signing import new_upload_id, upload_key

router = APIRouter(tags=["songs"], generate_unique_id_function=operation_id)
_ANY = {"schema": {"type": "string", "format": "binary"}}
_FORMS = ("multipart/", "application/x-www-form-urlencoded")
UploadId = Annotated[str, Path(json_schema_extra={"pattern": "^upload_[0-9a-f]{32}$"})]


@router.post("/v1/uploads", status_code=201, response_model=UploadView, responses=problems(*WRITE))
async def create_upload(request: Request, tenant: Tenant, use: Use) -> Response:
    """A link to which the song can be PUT; it stays good for a quarter of an hour."""
    name = new_upload_id()
    expires = int(time.time()) + use.api.link_seconds
    store = linking(use.storage)
    if store is not None:
        key = upload_key(name, tenant_id=tenant)
        url = await to_thread.run_sync(lambda: store.upload_link(key, seconds=use.api.link_seconds))
    else:
        signature = use.signer.sign(name, tenant_id=tenant, expires=expires)
        base = use.api.public_url or str(request.base_url).rstrip("/")
        url = f"{base}/v1/uploads/{name}?tenant={tenant}&expires={expires}"
        url += f"&signature={signature}"
    view = UploadView(id=name, url=url, expires_at=expires, max_bytes=use.settings.max_song_bytes)
    return json_answer(view, status=201)


@router.put(
    "/v1/uploads/{upload_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*BODY, 404, 409, 507),
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/octet-stream": _ANY}}
    },
)
async def put_upload(
    request: Request,
    upload_id: UploadId,
    use: Use,
    expires: Annotated[int, Query(ge=0, lt=2**53)],
    signature: Annotated[str, Query(max_length=64)],
    tenant: Annotated[str, Query(max_length=40)] = DEFAULT_TENANT,
) -> Response:
    """Send the file itself, as it is, to a link from `POST /v1/uploads`; once, without a key."""
    use.signer.check(
        upload_id, tenant_id=tenant, expires=expires, signature=signature, now=time.time()
    )
    if request.headers.get("content-type", "").lower().startswith(_FORMS):
        raise WrongMediaTypeError("send the file itself, not a form (curl: --data-binary or -T)")
    key = upload_key(upload_id, tenant_id=tenant)
    async with use.probing.hand():
        with scratch_folder(use.api.scratch_dir) as folder:
            song = await receive_plain(
                request.stream(), folder / "song", most=use.settings.max_song_bytes
            )
            if not await to_thread.run_sync(use.storage.put_file, key, song.path):
                raise UploadTakenError("something was uploaded there before")
    return Response(status_code=204)
