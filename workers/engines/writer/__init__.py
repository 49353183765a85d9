"""The built-in writer. Its words are the TOML files in `data/`."""

from workers.engines.writer.author import BuiltinWriter

__all__ = ["BuiltinWriter"]
