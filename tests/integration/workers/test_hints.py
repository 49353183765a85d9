"""Hints on a real broker: where they go, and what a lost broker means to the sender."""

import json
from pathlib import Path

import pytest
import redis

from common.config import Settings
from common.db.repository.hints import HintTo
from common.errors import InvalidInputError, RetryLaterError
from tests.support.broker import connected, sentinel_of, speaking, valkey_server
from workers.app import claim_broker, refuse_evicting
from workers.hints import send_hints

HINT = HintTo(task_id=7, attempt=2, stage="frames", pool="flow", priority="batch")
QUEUE = "scopitone:scopitone.flow.batch"


def test_a_hint_is_two_numbers_in_the_queue_of_its_pool(broker: redis.Redis) -> None:
    send_hints([HINT])
    [message] = broker.lrange(QUEUE, 0, -1)
    told = json.loads(message)
    assert told["headers"]["task"] == "scopitone.frames"
    assert told["headers"]["argsrepr"] == "(7, 2)"
    assert told["content-type"] == "application/json"


def test_what_lost_its_worker_is_in_the_urgent_queue_too(broker: redis.Redis) -> None:
    send_hints([HINT._replace(lost=True)])
    assert broker.llen("scopitone:scopitone.flow.again") == broker.llen(QUEUE) == 1


def test_all_that_is_ours_in_the_broker_carries_our_name(broker: redis.Redis) -> None:
    send_hints([HINT])
    assert all(key.startswith(b"scopitone:") for key in broker.scan_iter("*"))


def test_hints_find_their_queue_after_everything_was_flushed(broker: redis.Redis) -> None:
    send_hints([HINT])
    broker.flushall()
    send_hints([HINT])
    assert broker.llen(QUEUE) == 1


def test_a_broker_that_is_gone_is_something_to_try_later(tmp_path: Path) -> None:
    with valkey_server(tmp_path) as url:
        pass
    with connected(url):
        with pytest.raises(RetryLaterError, match="broker"):
            send_hints([HINT])
        with pytest.raises(RetryLaterError, match="broker"):
            refuse_evicting(Settings(broker_url=url))


def test_hints_go_on_when_the_broker_is_back(broker_url: str, tmp_path: Path) -> None:
    with valkey_server(tmp_path) as gone, connected(gone):
        send_hints([HINT])
    with connected(broker_url) as broker:
        broker.flushall()
        send_hints([HINT])
        assert broker.llen(QUEUE) == 1


def test_a_broker_that_evicts_queues_is_refused(broker: redis.Redis, broker_url: str) -> None:
    refuse_evicting(Settings(broker_url=broker_url))
    broker.config_set("maxmemory-policy", "allkeys-lru")
    try:
        with pytest.raises(InvalidInputError, match="noeviction"):
            refuse_evicting(Settings(broker_url=broker_url))
    finally:
        broker.config_set("maxmemory-policy", "noeviction")


def test_a_broker_bears_the_name_of_one_installation(broker: redis.Redis, broker_url: str) -> None:
    mine = Settings(broker_url=broker_url)
    for _ in range(2):
        claim_broker(mine, installation="one")
    with pytest.raises(InvalidInputError, match="belong to another installation") as refusal:
        claim_broker(mine, installation="two")
    assert "\n" not in str(refusal.value)
    claim_broker(mine.model_copy(update={"broker_prefix": "films:"}), installation="two")
    claim_broker(Settings(broker_url=broker_url.removesuffix("/0") + "/1"), installation="two")
    broker.flushdb()
    claim_broker(mine, installation="two")
    assert broker.get("scopitone:installation") == b"two"


def test_another_prefix_parts_hints_too(broker: redis.Redis, broker_url: str) -> None:
    with speaking(Settings(broker_url=broker_url, broker_prefix="films:")):
        send_hints([HINT])
    assert [*broker.scan_iter("*")] == [b"films:scopitone.flow.batch"]


def test_what_is_no_broker_s_address_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="SCOPITONE_BROKER_URL"):
        refuse_evicting(Settings(broker_url="gopher://nowhere"))


def test_sentinels_are_asked_which_server_it_is(
    broker: redis.Redis, broker_url: str, tmp_path: Path
) -> None:
    with sentinel_of(broker_url, tmp_path) as settings:
        refuse_evicting(settings)
        claim_broker(settings, installation="one")
        assert broker.get("scopitone:installation") == b"one"
        with speaking(settings):
            send_hints([HINT])
        assert broker.llen(QUEUE) == 1
        broker.config_set("maxmemory-policy", "allkeys-lru")
        try:
            with pytest.raises(InvalidInputError, match="noeviction"):
                refuse_evicting(settings)
        finally:
            broker.config_set("maxmemory-policy", "noeviction")


def test_sentinels_that_are_away_are_to_be_asked_again() -> None:
    away = "sentinel://127.0.0.1:1"
    with pytest.raises(RetryLaterError, match="broker"):
        refuse_evicting(Settings(broker_url=away, broker_master="films"))
