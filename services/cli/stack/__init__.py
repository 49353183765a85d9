"""The embedded stack: every process of an installation on this machine, in one supervised tree."""

from services.cli.stack.instance import Instance, running_instance
from services.cli.stack.running import open_stack

__all__ = ["Instance", "open_stack", "running_instance"]
