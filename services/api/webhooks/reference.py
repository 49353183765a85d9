"""Webhooks in the OpenAPI document, with a message that a receiver's author can test against."""

from typing import Any, get_args

from common.db.states import HookType, NoticeType

VECTOR = {
    "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    "webhook-id": "msg_01k9w8z5q0x7m3v4c2b1n6h8jd",
    "webhook-timestamp": "1763750000",
    "body": '{"type":"job.succeeded","timestamp":"2025-11-21T18:33:19.250Z","data":'
    '{"job_id":"job_01k9w8z5q0x7m3v4c2b1n6h8jd","sequence":9,"revision":1}}',
    "webhook-signature": "v1,74uvfD26Yf8a4aAvadjSxrZBPCGh8D8u2x4YdbZCwqM=",
}
"""`tests/unit/services/api/webhooks` signs it anew."""
_MEANING = {
    "job.started": "A worker has begun.",
    "job.awaiting_approval": "A person has to approve the script or the keyframes.",
    "job.succeeded": "The film is there.",
    "job.failed": "`code`, `stage` and `scene` say what broke.",
    "job.canceled": "Somebody asked for it.",
    "job.aborted": "Its deadline passed first.",
    "scene.completed": "One scene's frames are made.",
    "webhook_endpoint.disabled": "Another endpoint is sent nothing more; `reason` says why.",
}


def webhooks_of_jobs() -> dict[str, Any]:
    """One entry for each type of message."""
    return {kind: {"post": _message(kind)} for kind in (*get_args(HookType), *get_args(NoticeType))}


def _message(kind: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/WebhookMessage"}
    return {
        "operationId": "on_" + kind.replace(".", "_"),
        "summary": _MEANING[kind],
        "description": "Signed by Standard Webhooks 1.0.0; see docs/webhooks.md.",
        "tags": ["webhooks"],
        "parameters": [_header(name) for name in VECTOR if name.startswith("webhook-")],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "x-test-vector": VECTOR,
        "responses": {
            "2XX": {"description": "It has arrived."},
            "410": {"description": "Send nothing more: the endpoint is disabled."},
            "default": {"description": "It is sent again, ten times in some three days."},
        },
    }


def _header(name: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
