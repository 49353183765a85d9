"""How much a tenant may ask of an installation, and how long what it gave and got is kept."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class _Own(BaseModel):
    """What a tenant may have of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def with_own(self, text: str | None) -> Self:
        """These, changed by what a tenant's own JSON names; null there is without limit."""
        if not text:
            return self
        own = type(self).model_validate_json(text)
        return self.model_copy(update=own.model_dump(exclude_unset=True))


class Limits(_Own):
    """None is without limit. What a tenant has none of its own for, the installation's says.

    Attributes:
        requests_per_minute: of each key; so many may come at once.
        queued_jobs: that no worker has begun; more are refused.
        running_jobs: begun side by side; more wait in the queue.
        gpu_seconds_month: spent since the first of the month (UTC); after it jobs are refused.
        song_seconds: of a song.
        film_gigapixels: width x height x frames of a film; four minutes of 720p at 24 a second
            are 5.3.
    """

    requests_per_minute: int | None = Field(default=None, gt=0)
    queued_jobs: int | None = Field(default=None, ge=0)
    running_jobs: int | None = Field(default=None, gt=0)
    gpu_seconds_month: float | None = Field(default=None, ge=0)
    song_seconds: float | None = Field(default=None, gt=0)
    film_gigapixels: float | None = Field(default=None, gt=0)


class Retention(_Own):
    """Days; None is for ever.

    Attributes:
        songs_days: since a song came or was last asked for a film of.
        intermediates_days: of pictures, clips and segments, since the film was over.
        films_days: of all results, since then; of dialogues, since their last turn.
    """

    songs_days: float | None = Field(default=None, gt=0)
    intermediates_days: float | None = Field(default=None, ge=0)
    films_days: float | None = Field(default=None, gt=0)


NO_LIMITS = Limits()
KEPT = Retention()
