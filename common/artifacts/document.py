"""What all artifacts that are documents share: frozen, strict, readable as JSON."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic_core import CoreSchema, core_schema

from common.errors import InvalidInputError

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True)]
"""A number of them: neither `false` nor "1"."""
Unit = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]
"""A share between 0 and 1."""
HexColour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
"""An sRGB colour, lower case: #1b2a3c."""


class _Known:
    """Takes any value for JSON."""

    def __get_pydantic_core_schema__(self, *_: Any) -> CoreSchema:
        return core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema())


KnownJson = Annotated[dict[str, JsonValue], _Known()]
"""JSON of our own making. pydantic asks each `JsonValue` what it is by a function in Python, which
cost as much as all else of an order."""


class Value(BaseModel):
    """A frozen part of a document; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Document(Value):
    """A whole artifact. Its `format` field names the schema and its version."""

    def to_json(self) -> bytes:
        """UTF-8 JSON, indented for people; the same value always gives the same bytes."""
        return self.model_dump_json(indent=1).encode() + b"\n"

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read and check a document.

        Raises:
            InvalidInputError: not JSON, another schema, or a field that does not hold.
        """
        try:
            return cls.model_validate_json(data)
        except ValidationError as problem:
            first = problem.errors(include_url=False)[0]
            place = "/".join(str(part) for part in first["loc"]) or "the document"
            raise InvalidInputError(f"{cls.__name__.lower()}: {place}: {first['msg']}") from None
