"""The OpenAPI document: what the framework derives, and what it cannot know."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.api.access.callers import is_open, needed_scope
from services.api.events.schemas import EventView
from services.api.problems import Problem
from services.api.songs.schemas import FromUpload, FromUrl
from services.api.webhooks.reference import webhooks_of_jobs
from services.api.webhooks.schemas import WebhookMessage

_TEMPLATE = "#/components/schemas/{model}"
_BESIDE = (Problem, FromUpload, FromUrl, EventView, WebhookMessage)
"""Models that no route returns or takes by the framework's own means."""
_FRAMEWORK = ("HTTPValidationError", "ValidationError")


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """Made once and kept."""
    if app.openapi_schema is None:
        app.openapi_schema = _made(app)
    return app.openapi_schema


def _made(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    schemas = document["components"]["schemas"]
    for name in _FRAMEWORK:
        schemas.pop(name, None)
    for model in _BESIDE:
        schema = model.model_json_schema(ref_template=_TEMPLATE, mode="serialization")
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    document["webhooks"] = webhooks_of_jobs()
    if app.state.backend.api.keys == "required":
        _ask_for_keys(document, open_metrics=app.state.backend.api.open_metrics)
    return document


def _ask_for_keys(document: dict[str, Any], *, open_metrics: bool) -> None:
    document["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "`scopitone keys create`"}
    }
    document["security"] = [{"key": []}]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if is_open(method.upper(), path, metrics=open_metrics):
                operation["security"] = []
            else:
                scope = needed_scope(method.upper(), path)
                operation["description"] += f"\n\nThe key needs the scope `{scope}`."
