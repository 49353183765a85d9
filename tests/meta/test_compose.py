"""The Compose file: its processes are ours, its settings are settings, its mounts are files."""

from pathlib import Path
from typing import Any

import yaml

from common.config import Settings
from common.queues import POOLS
from services.api.settings import ApiSettings
from services.cli.main import COMMANDS

FOLDER = Path(__file__).resolve().parents[2] / "deploy"
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if "REGISTRY" in one["image"]}


def test_every_process_of_the_service_is_there() -> None:
    commands = {one["command"][0] for one in OURS.values() if one["command"]}
    assert commands == {"db", "api", "orchestrator", "webhooks", "janitor", "worker"}
    assert commands <= set(COMMANDS)


def test_both_profiles_serve_every_pool_once() -> None:
    for profile in ("cpu", "gpu"):
        workers = [one["command"] for one in OURS.values() if profile in one.get("profiles", ())]
        named = [word for words in workers for word in words if word in POOLS]
        assert sorted(named) == (sorted(POOLS) if profile == "gpu" else [])
        assert profile == "gpu" or len(workers) == 1


def test_settings_are_ones_that_the_code_has() -> None:
    known = {f"SCOPITONE_{name.upper()}" for name in Settings.model_fields}
    known |= {f"SCOPITONE_API_{name.upper()}" for name in ApiSettings.model_fields}
    for one in OURS.values():
        assert {name for name in one["environment"] if name.startswith("SCOPITONE_")} <= known


def test_a_worker_is_killed_only_after_it_could_hand_its_task_back() -> None:
    for one in OURS.values():
        drain = float(one["environment"].get("SCOPITONE_DRAIN_SECONDS", 0))
        if drain:
            assert float(one["stop_grace_period"].removesuffix("s")) >= drain + 30


def test_what_is_built_and_mounted_is_there() -> None:
    for one in SERVICES.values():
        if "build" in one:
            assert (FOLDER / one["build"]["context"] / one["build"]["dockerfile"]).is_file()
        for volume in one.get("volumes", ()):
            source = volume.partition(":")[0]
            if source.startswith("..") or source.endswith((".py", ".yml", ".yaml")):
                assert (FOLDER / source).exists(), source


def test_what_has_to_be_set_is_in_the_example() -> None:
    text = (FOLDER / "compose.yaml").read_text()
    example = (FOLDER / "env.example").read_text()
    for name in {part.split(":?")[0] for part in text.split("${") if ":?" in part.split("}")[0]}:
        assert f"{name}=\n" in example


def test_ours_write_nowhere_but_to_scratch() -> None:
    for one in OURS.values():
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert "/tmp" in one["volumes"]


def test_prometheus_asks_every_process() -> None:
    [job] = yaml.safe_load((FOLDER / "prometheus/prometheus.yml").read_text())["scrape_configs"]
    asked = set(job["dns_sd_configs"][0]["names"])
    assert asked == set(OURS) - {"migration", "bucket"}
