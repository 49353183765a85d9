"""`python -m services.api`: the API as a process of its own.

Where database and store are comes from `SCOPITONE_*`, as everywhere; options say where to listen.
"""

import argparse
import sys
from collections.abc import Sequence

from common import tracing
from common.config import Settings
from common.db.session import Database
from common.errors import ScopitoneError
from common.metrics import expose
from common.storage.opening import open_storage
from services.api.app import create_app
from services.api.serve import serve
from services.api.settings import ApiSettings


def main(words: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    asked = _options().parse_args(words)
    settings = Settings()
    try:
        expose(settings)
        database = Database(settings.database_address, durable=settings.durable)
        storage = open_storage(settings)
        app = create_app(settings=settings, api=ApiSettings(), database=database, storage=storage)
        tracing.begin(settings, service="api")
        serve(app, host=asked.host, port=asked.port, ready_fd=asked.ready_fd)
    except ScopitoneError as problem:
        sys.stderr.write(f"{problem}\n")
        return problem.exit_code
    finally:
        tracing.flush()
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.api", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    parser.add_argument("--ready-fd", type=int, help="gets the address once it listens")
    return parser


if __name__ == "__main__":
    sys.exit(main())
