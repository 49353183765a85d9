"""The settings of this installation, with an error that a person can act on."""

import re

from pydantic import ValidationError
from pydantic_settings import SettingsError

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
    except SettingsError as problem:
        found = re.search(r'field "(\w+)"', str(problem))
        name = "SCOPITONE_" + found[1].upper() if found else "a SCOPITONE_ variable"
        raise InvalidInputError(f"{name}: not JSON: {problem.__cause__}") from None
