"""The settings of this installation, with an error that a person can act on."""

from pydantic import ValidationError

from common.config import Settings
from common.errors import InvalidInputError


def settings() -> Settings:
    """The installation's settings.

    Raises:
        InvalidInputError: a SCOPITONE_ variable holds no such value.
    """
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        name = "SCOPITONE_" + str(first["loc"][0]).upper()
        raise InvalidInputError(f"{name}: {first['msg']}") from None
