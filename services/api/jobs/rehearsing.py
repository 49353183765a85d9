"""A dry run: what a job would take, or why it would be refused. Nothing is written."""

from sqlalchemy import Connection

from common.db.repository.intake import NewJob, corrected
from common.db.repository.lines import last_position
from common.db.repository.songs import get_song
from common.db.states import POOL_OF
from common.limits import Limits
from common.queues import POOLS, Pool
from services.api.access.callers import Caller
from services.api.backend import Backend
from services.api.jobs.estimating import Guess, guess
from services.api.jobs.progress import wait_of
from services.api.jobs.schemas import Estimate, JobRequest, ScenesEstimate, StageEstimate
from services.api.jobs.submitting import admitted, check, known_song


async def rehearse(
    use: Backend, asked: JobRequest, *, caller: Caller, deadline: float | None
) -> Estimate:
    """Raises what `submit` does."""
    new = await admitted(use, asked, caller=caller, deadline=deadline, key=None)
    return await use.read(lambda c: _estimate(use, c, new, caller.limits))


def _estimate(use: Backend, connection: Connection, new: NewJob, limits: Limits) -> Estimate:
    with known_song():
        check(connection, new, use.settings, limits)
        song = get_song(connection, new.tenant_id, new.song_id)
    new = corrected(new, song)
    past = use.experience.films(connection, new.request.profile)
    film = guess(new.request, song=song.song, past=past)
    history = use.forecast.history(connection)
    ahead = last_position(connection, priority=new.priority, tenant=new.tenant_id)
    needed = {POOL_OF[one.stage] for one in film.stages}
    unserved = [pool for pool in POOLS if pool in needed and not history.slots.get(pool)]
    wait = None if unserved else wait_of(history, running=history.running, ahead=ahead)
    return Estimate(
        film_seconds=round(film.film.seconds, 3),
        scenes=ScenesEstimate(count=film.film.scenes, source=film.scenes_from),
        seconds=_rounded(film.total("seconds"), 1),
        gpu_seconds=_rounded(film.total("gpu_seconds"), 1),
        cost=_rounded(film.total("cost"), 4),
        currency=use.settings.currency,
        stages=[
            StageEstimate(
                stage=one.stage,
                tasks=one.tasks,
                films=one.films,
                seconds=_rounded(one.seconds, 3),
                gpu_seconds=_rounded(one.gpu_seconds, 3),
                cost=_rounded(one.cost, 4),
            )
            for one in film.stages
        ],
        queue_position=ahead,
        wait_seconds=_rounded(wait, 1),
        unserved=unserved,
        notes=_notes(film, wait, unserved),
    )


def _notes(film: Guess, wait: float | None, unserved: list[Pool]) -> list[str]:
    said = []
    if film.unknown:
        stages = ", ".join(film.unknown)
        said.append(f"no film was made here lately in this way, so nothing is known of: {stages}")
    elif film.total("cost") is None:
        said.append("GPU time had no price when films like this were made")
    if film.scenes_from == "rule":
        said.append("scenes are counted by the profile's usual length of a shot")
    if unserved:
        said.append(f"no worker serves: {', '.join(unserved)}")
    elif wait is None:
        said.append("no job ended here within a day, so nothing is known of the wait")
    return said


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
