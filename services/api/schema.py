"""The OpenAPI document: what the framework derives, and what it cannot know."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

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
    return document
