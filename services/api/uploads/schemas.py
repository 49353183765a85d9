"""An upload as a client sees it."""

from pydantic import BaseModel, Field

from services.api.times import Time


class UploadView(BaseModel):
    """Send the file to `url`, then `{"upload_id": id}` to `POST /v1/songs`."""

    id: str
    method: str = "PUT"
    url: str
    expires_at: Time
    max_bytes: int = Field(description="what is larger is refused")
