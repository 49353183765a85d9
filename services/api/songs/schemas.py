"""Songs as clients send and see them."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from common.artifacts.analysis import Analysis
from common.artifacts.edits import Edits
from common.db.repository.songs import SongRow
from common.netguard.targets import MOST_CHARACTERS
from services.api.times import Time

AnalysisView = Analysis
EditsView = Edits


class FromUpload(BaseModel):
    """A song that was sent to the link of an upload."""

    model_config = ConfigDict(extra="forbid")
    upload_id: str = Field(min_length=1, max_length=100)
    name: str = Field(default="song", max_length=200, description="the file's name")


class FromUrl(BaseModel):
    """A song that lies on a server which this one can reach."""

    model_config = ConfigDict(extra="forbid")
    url: str = Field(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description="https:// or http://, of the public Internet; redirects are not followed",
        json_schema_extra={"format": "uri", "example": "https://example.com/songs/demo.ogg"},
    )
    name: str | None = Field(
        default=None, max_length=200, description="the file's name; null takes it from the URL"
    )


class SongUrls(BaseModel):
    self: str
    analysis: str
    edits: str


class SongView(BaseModel):
    id: str
    name: str = Field(description="of the file that was sent first")
    sha256: str
    bytes: int
    duration: float = Field(description="seconds of decoded sound")
    sample_rate: int
    channels: int
    codec: str
    container: str
    created_at: Time
    urls: SongUrls


class SongPage(BaseModel):
    """Newest first."""

    data: list[SongView]
    next_cursor: str | None = Field(description="null on the last page")


def song_view(row: SongRow, base: str) -> SongView:
    path = f"{base}/v1/songs/{row.id}"
    facts = row.song.model_dump(include={"name", "sha256", "sample_rate", "channels", "codec"})
    return SongView(
        id=row.id,
        bytes=row.bytes,
        duration=round(float(row.song.duration), 3),
        container=row.song.container,
        created_at=row.created_at,
        urls=SongUrls(self=path, analysis=f"{path}/analysis", edits=f"{path}/edits"),
        **facts,
    )


SONG_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "any audio"}
                    },
                }
            },
            "application/json": {
                "schema": {
                    "anyOf": [
                        {"$ref": "#/components/schemas/FromUpload"},
                        {"$ref": "#/components/schemas/FromUrl"},
                    ]
                }
            },
        },
    }
}
