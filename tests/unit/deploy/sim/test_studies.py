"""The studies on a small scale: what docs/scaling.md says of them holds there too."""

from pathlib import Path

from deploy.sim.films import Times, mean_work
from deploy.sim.plots import plot_rivals, plot_settings, plot_sizes
from deploy.sim.studies import rivals, settings, sizes

TIMES = Times(tasks=(60.0, 600.0), before=20.0, after=60.0, shot=80.0, source="made up")


def test_large_pools_wait_less_and_fair_shares_protect_the_small(tmp_path: Path) -> None:
    by_size = list(sizes(TIMES, pods=(1, 30), films_least=40))
    plot_sizes(by_size, tmp_path / "sizes.png")
    for load in (0.7, 0.95):
        small, large = (found.long_wait for one, _, found in by_size if one == load)
        assert large < small
    pair = list(rivals(TIMES, pods=(8,), hours=10))
    plot_rivals(pair, tmp_path / "rivals.png")
    fair, first = (found for _, _, found in pair)
    assert fair.long_wait < first.long_wait / 3
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_a_long_cooldown_costs_and_spares_waiting(tmp_path: Path) -> None:
    tried = list(settings(TIMES, hours=8))
    plot_settings(tried, tmp_path / "settings.png", work=mean_work(TIMES) / 3600)
    warm = {cooldown: found for kind, cooldown, found in tried if kind == "cold start 180 s"}
    assert warm[60].hours < warm[900].hours <= warm[3600].hours
    assert warm[60].long_wait >= warm[3600].long_wait
    [whole] = [found for kind, least, found in tried if (kind, least) == ("least", 40)]
    assert whole.hours >= warm[300].hours
