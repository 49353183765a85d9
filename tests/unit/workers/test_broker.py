"""Which way messages go."""

import ssl

import pytest
from kombu import Connection
from kombu.transport import resolve_transport

from common.config import Settings
from workers.app import configuration
from workers.broker import SentinelTransport, Transport


@pytest.mark.parametrize(
    ("scheme", "kind"),
    [("redis", Transport), ("rediss", Transport), ("sentinel", SentinelTransport)],
)
def test_every_kind_of_url_leads_to_a_transport_that_keeps_nothing(scheme: str, kind: type) -> None:
    assert resolve_transport(scheme) is kind


def connection(url: str) -> Connection:
    told = configuration(Settings(broker_url=url, broker_master="films"))
    return Connection(url, ssl=told["broker_use_ssl"])


def test_a_secure_url_is_spoken_to_by_tls_and_asked_for_its_certificate() -> None:
    assert connection("rediss://:secret@broker:6380/0").ssl["ssl_cert_reqs"] == ssl.CERT_REQUIRED
    lax = connection("rediss://broker:6380/0?ssl_cert_reqs=none")
    assert lax.ssl["ssl_cert_reqs"] == ssl.CERT_NONE
    assert not connection("redis://broker:6379/0").ssl


def test_the_next_sentinel_is_asked_the_same_way() -> None:
    sentinels = connection("sentinel://a:26379/3;sentinel://b:26379/3")
    sentinels.maybe_switch_next()
    assert isinstance(sentinels.transport, SentinelTransport)
