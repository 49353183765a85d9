"""Applying facts: many in one transaction, each with all that follows from it."""

import logging
from functools import partial

from sqlalchemy import Connection

from common.db.facts import from_json
from common.db.repository.inbox import Letter, drop, oldest, set_aside
from common.db.session import Database, sole
from common.errors import RetryLaterError
from services.orchestrator.execution import MACHINE, advance
from services.orchestrator.tallies import Done, ended, tally
from services.orchestrator.traces import trace_films

_log = logging.getLogger(__name__)
_MOST = 32
"""Facts in one transaction: some 30 ms, for which SQLite's other writers wait."""
_ASIDE_SECONDS = 60.0


def apply_facts(database: Database) -> int:
    """Apply the oldest facts, if no other process is at it, and return how many there were.

    One that cannot be applied (an error of ours) is logged and set aside; it holds up no other.

    Raises:
        RetryLaterError: the database does not answer.
    """
    with database.read() as connection:
        if not oldest(connection, most=1):
            return 0
    try:
        done = database.run(_apply_all)
    except RetryLaterError:
        raise
    except Exception:
        _log.exception("facts could not be applied together; trying them one by one")
        return _apply_singly(database)
    _tell(database, done)
    return len(done)


def _tell(database: Database, done: list[Done]) -> None:
    tally(done)
    trace_films(database, ended(done))


def _apply_all(connection: Connection) -> list[Done]:
    if not sole(connection, MACHINE):
        return []
    letters = oldest(connection, most=_MOST)
    done = [_apply(connection, letter) for letter in letters]
    drop(connection, letters)
    return done


def _apply(connection: Connection, letter: Letter) -> Done:
    fact = from_json(letter.text)
    step = advance(connection, fact)
    if step is None:
        _log.warning("fact about what is there no more: %s", letter.text[:200])
    elif step.refusal is not None:
        _log.info("fact refused (%s): %s", step.refusal, letter.text[:200])
    return Done(fact, step)


def _apply_singly(database: Database) -> int:
    with database.read() as connection:
        letters = oldest(connection, most=_MOST)
    for letter in letters:
        try:
            _tell(database, database.run(partial(_apply_one, letter=letter)))
        except RetryLaterError:
            raise
        except Exception:
            _log.exception("fact %d cannot be applied: %s", letter.id, letter.text[:200])
            database.run(partial(set_aside, letter=letter, seconds=_ASIDE_SECONDS))
    return len(letters)


def _apply_one(connection: Connection, *, letter: Letter) -> list[Done]:
    if not sole(connection, MACHINE):
        return []
    done = _apply(connection, letter)
    drop(connection, [letter])
    return [done]
