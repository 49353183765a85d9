"""An event as a client sees it."""

from typing import Any

from pydantic import BaseModel, Field, JsonValue

from common.db.repository.events import Event
from common.db.states import EventType
from services.api.times import Time


class EventView(BaseModel):
    """The `data` of one server-sent event; `id` is the sequence and `event` the type."""

    job_id: str
    sequence: int = Field(description="1, 2, 3 … within the job, without gaps")
    type: EventType
    created_at: Time
    data: dict[str, JsonValue] = Field(description="revision; scene, scenes, code … by type")


PING = b": still here\n\n"


def encode_event(event: Event) -> bytes:
    """As text/event-stream (WHATWG HTML, 9.2). JSON has no line ends, so one data line will do."""
    view = EventView.model_validate(event._asdict())
    text = f"id: {event.sequence}\nevent: {event.type}\ndata: {view.model_dump_json()}\n\n"
    return text.encode()


def last_event_id(value: str | None) -> int:
    """The number in Last-Event-ID; a client that sends anything else starts at the beginning."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 10):
        return 0
    return int(value)


_ONE = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$"},
        "event": {"type": "string"},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/EventView"},
        },
    },
}
STREAM: dict[str, Any] = {
    "description": "Server-sent events; each `data` is an EventView in JSON.",
    "content": {"text/event-stream": {"schema": _ONE}},
}
