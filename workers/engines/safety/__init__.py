"""Looks at what models made before anybody else does."""

from workers.engines.safety.screening import screened, screened_footage

__all__ = ["screened", "screened_footage"]
