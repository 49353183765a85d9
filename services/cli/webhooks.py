"""`scopitone webhooks`: send what endpoints are to hear."""

from common import logs
from common.signs import Signs
from services.cli import installation
from services.cli.starting import check_database
from services.webhooks.run import send_webhooks


def webhooks() -> None:
    """Send webhooks until told to stop (SIGTERM, Ctrl-C); any number may run side by side."""
    settings = installation.settings()
    logs.configure(settings, service="webhooks")
    signs = Signs(settings)
    check_database(settings, alive=lambda: signs.give("alive"))
    send_webhooks(settings)
