import pytest
import torch

from workers.engines.diffusion.device import generator
from workers.engines.footage.consistency import ConsistencySampler


def sampler(steps: int) -> ConsistencySampler:
    made = ConsistencySampler(generator(1))
    made.set_timesteps(steps, "cpu")
    return made


@pytest.mark.parametrize("steps", [1, 4, 8])
def test_it_takes_as_many_steps_as_asked_from_pure_noise_downwards(steps: int) -> None:
    times = sampler(steps).timesteps
    assert len(times) == steps
    assert torch.isclose(times[0], 0.25 * torch.tensor(700.0).log())
    assert bool((times.diff() < 0).all())


def test_a_model_that_knows_the_clip_ends_with_it() -> None:
    """Whatever the noise: with v-prediction, the right answer at every level leads to the clip."""
    clip = torch.randn(1, 3, 4, 8, 8)
    one = sampler(4)
    sample = torch.randn(clip.shape) * one.init_noise_sigma
    for time in one.timesteps:
        sigma = (4 * time).exp()
        scaled = one.scale_model_input(sample, time)
        assert torch.allclose(scaled, sample / (sigma**2 + 1).sqrt(), rtol=1e-4)
        answer = (sample / (sigma**2 + 1) - clip) * (sigma**2 + 1).sqrt() / sigma
        sample = one.step(answer, time, sample).prev_sample
    assert torch.allclose(sample, clip, atol=1e-4)


def test_its_noise_is_the_seeds() -> None:
    def second(seed: int) -> torch.Tensor:
        one = ConsistencySampler(generator(seed))
        one.set_timesteps(2, "cpu")
        zeros = torch.zeros(1, 2, 4)
        stepped: torch.Tensor = one.step(zeros, one.timesteps[0], zeros).prev_sample
        return stepped

    assert torch.equal(second(1), second(1))
    assert not torch.equal(second(1), second(2))
