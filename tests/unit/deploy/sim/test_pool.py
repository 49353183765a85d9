"""The pool's arithmetic, on films small enough to be done by hand."""

import pytest

from deploy.sim.films import Film, Tenant, Times, films, known_times, mean_work, times_of
from deploy.sim.pool import Pool
from deploy.sim.scaling import Scaler, Scaling

TIMES = Times(tasks=(1.0, 9.0), before=5.0, after=2.0, shot=4.0, source="made up")


def film(number: int, at: float, tenant: str = "a", scenes: int = 2, **also: object) -> Film:
    return Film(number=number, at=at, tenant=tenant, scenes=scenes, **also)  # type: ignore[arg-type]


def test_one_worker_does_one_thing_after_another() -> None:
    told = Pool([film(0, 100.0)], TIMES, Scaling.fixed(1)).run()
    assert told.waits == {0: 0.0}
    assert told.takes == {0: 5 + 20 + 2}
    assert told.busy == 20
    assert told.paid == 125  # from the beginning


def test_scenes_are_made_side_by_side() -> None:
    assert Pool([film(0, 0.0)], TIMES, Scaling.fixed(2)).run().takes == {0: 5 + 10 + 2}


def test_tenants_share_and_within_one_the_oldest_film_is_first() -> None:
    asked = [film(0, 0.0, "a", 3), film(1, 0.0, "a", 1), film(2, 0.0, "b", 1)]
    told = Pool(asked, TIMES, Scaling.fixed(2)).run()
    assert told.waits[2] == 1.0  # the first task that ends makes room
    assert told.takes[0] < told.takes[1]
    late = Pool(asked, TIMES, Scaling.fixed(2), rule="first come").run()
    assert late.waits[2] > 10


def test_a_heavier_tenant_gets_more() -> None:
    asked = [film(0, 0.0, "a", 9), film(1, 0.0, "b", 9)]
    told = Pool(asked, TIMES, Scaling.fixed(4), weights={"b": 3.0}).run()
    assert told.takes[1] < told.takes[0]


def test_interactive_films_go_before_batches() -> None:
    asked = [film(0, 0.0, "a", 4, priority="batch"), film(1, 0.0, "a", 4)]
    told = Pool(asked, TIMES, Scaling.fixed(2)).run()
    assert told.takes[1] < told.takes[0]


def test_a_pool_from_nothing_waits_for_its_first_pod_and_goes_again() -> None:
    asked = [film(0, 0.0), film(1, 3000.0)]
    told = Pool(asked, TIMES, Scaling(most=8, cold_start=60.0, cooldown=30.0)).run()
    assert 60.0 <= told.waits[0] <= 75.0
    assert 60.0 <= told.waits[1] <= 75.0
    assert told.most == 2
    assert told.paid < 600
    assert told.busy == pytest.approx(40)


@pytest.mark.parametrize("cold", [0.0, 40.0, 200.0])
def test_no_film_is_lost_whatever_comes_and_goes(cold: float) -> None:
    bursts = [Tenant(name="b", hourly=30, burst=10), Tenant(name="c", hourly=5)]
    asked = films(bursts, TIMES, hours=3, seed=4)
    scaling = Scaling(most=6, cold_start=cold, cooldown=20, target=2)
    told = Pool(asked, TIMES, scaling).run()
    assert set(told.takes) == {one.number for one in asked}
    assert told.busy == pytest.approx(sum(TIMES.work(one.scenes) for one in asked))
    assert told.paid >= told.busy
    assert told.most <= 6


def test_a_rise_is_followed_at_once_and_a_fall_after_the_cooldown() -> None:
    scaler = Scaler(Scaling(most=100, cooldown=60.0, target=2.0))
    assert scaler.pods(0, demand=50, there=0) == 4
    assert scaler.pods(15, demand=50, there=4) == 8
    assert scaler.pods(30, demand=50, there=16) == 25
    assert scaler.pods(45, demand=0, there=25) == 25
    assert scaler.pods(91, demand=0, there=25) == 0


def test_a_busier_tenant_asks_for_the_same_films_sooner() -> None:
    slow, quick = (
        films([Tenant(name="a", hourly=rate)], TIMES, hours=10, seed=1) for rate in (5, 10)
    )
    assert len(quick) > len(slow) > 20
    pairs = list(zip(slow, quick, strict=False))
    assert all(a.scenes == b.scenes for a, b in pairs)
    assert [a.at for a, _ in pairs] == pytest.approx([2 * b.at for _, b in pairs])


def test_times_that_come_with_the_project_say_where_they_are_from() -> None:
    for profile in ("sketch", "quality"):
        times = known_times(profile)
        assert "easured" in times.source
        assert mean_work(times) > 60


def test_an_estimate_of_the_api_is_taken_for_a_film() -> None:
    stages = [
        {"stage": stage, "seconds": seconds}
        for stage, seconds in (
            ("analysis", 6.0),
            ("keyframes", 10.0),
            ("animation", 40.0),
            ("frames", 30.0),
        )
    ]
    estimate = {"film_seconds": 60.0, "scenes": {"count": 10}, "stages": stages}
    times = times_of(estimate, ("keyframes", "animation"))
    assert (times.tasks, times.before, times.after, times.shot) == ((1.0, 4.0), 6.0, 30.0, 6.0)
    stages[0]["seconds"] = None
    with pytest.raises(ValueError, match="nothing of: analysis"):
        times_of(estimate, ("keyframes",))
