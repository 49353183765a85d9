import pytest

from common.phrases import grammar
from tests.support.documents import make_analysis
from workers.stages.scripting import MV_TYPES
from workers.stages.segmentation import segment


@pytest.mark.parametrize("mv_type", MV_TYPES)
@pytest.mark.parametrize("engine", [(1.8, 6.5), (1.8, 4.2)])
def test_a_type_keeps_within_what_the_engine_can(mv_type: str, engine: tuple[float, float]) -> None:
    shortest, longest = grammar(mv_type).limits(*engine)
    assert engine[0] <= shortest < longest <= engine[1]


def test_a_story_has_the_profile_s_own_limits() -> None:
    assert grammar("story narrative").limits(1.8, 6.5) == (1.8, 6.5)


def test_a_montage_cuts_more_often_than_a_landscape() -> None:
    analysis = make_analysis(duration=60.0)

    def shots(mv_type: str) -> int:
        shortest, longest = grammar(mv_type).limits(1.8, 6.5)
        return len(
            segment(analysis=analysis, mode="beat", shortest=shortest, longest=longest, seed=0)
        )

    assert shots("picture montage") > shots("story narrative") >= shots("nature/scenic")
