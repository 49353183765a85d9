"""/docs and /problems. Scripts and styles come from a package that was installed with us."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from services.api.pages.reference import problems_page

router = APIRouter(include_in_schema=False)
_ASSETS = "/docs/assets"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'"
}


@router.get("/docs")
async def read_docs() -> HTMLResponse:
    """The reference, to read and to try."""
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Scopitone API",
        swagger_js_url=f"{_ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{_ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{_ASSETS}/favicon.png",
    )
    return HTMLResponse(page.body, headers=_HEADERS)


@router.get("/problems")
async def read_problems() -> HTMLResponse:
    """What the `type` of a problem leads to."""
    return HTMLResponse(problems_page(), headers=_HEADERS)


def mount_assets(app: FastAPI) -> None:
    app.mount(_ASSETS, StaticFiles(directory=_assets()), name="docs-assets")


def _assets() -> Path:
    spec = find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fastapi-offline carries the scripts of /docs")
    return Path(spec.origin).parent / "static"
