"""The message in the reference can be verified, and the reference forgets no type."""

from standardwebhooks import Webhook

from common.db.states import WEBHOOK_EVENTS
from services.api.webhooks.reference import VECTOR, webhooks_of_jobs
from services.webhooks.schedule import utc
from tests.support.receiver import verify


def test_the_vector_is_true() -> None:
    moment = int(VECTOR["webhook-timestamp"])
    signed = Webhook(VECTOR["secret"]).sign(VECTOR["webhook-id"], utc(moment), VECTOR["body"])
    assert signed == VECTOR["webhook-signature"]
    verify(VECTOR["secret"], VECTOR, VECTOR["body"].encode(), now=moment + 60)


def test_every_type_is_described() -> None:
    assert set(webhooks_of_jobs()) == {*WEBHOOK_EVENTS, "webhook_endpoint.disabled"}
