"""`scopitone webhooks`: send what endpoints are to hear."""

from common import logs
from services.cli import installation
from services.webhooks.run import send_webhooks


def webhooks() -> None:
    """Send webhooks until told to stop (SIGTERM, Ctrl-C); any number may run side by side."""
    settings = installation.settings()
    logs.configure(settings, service="webhooks")
    send_webhooks(settings)
