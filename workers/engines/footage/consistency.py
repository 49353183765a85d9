"""The sampler of AnimateLCM-SVD (Wang et al., 2024): a consistency model in four to eight steps.

SVD's denoiser was distilled so that from any noise level it answers with the clip itself. Each step
takes that answer and adds noise of the next, lower level (Song et al., 2023, algorithm 1). Levels
are Karras' (rho 7) from 700 to 0.002, every so many-th of the 40 that it was trained with; inputs
and answers are scaled as SVD's (Karras et al., 2022, table 1, with sigma_data 1 and v-prediction).
"""

from types import SimpleNamespace

import numpy as np
import torch

_HIGHEST, _LOWEST, _RHO = 700.0, 0.002, 7.0
_TRAINED = 40
"""Levels that it was trained with."""


class ConsistencySampler:
    """Stands for a scheduler of diffusers in its SVD pipeline, which knows these names of it."""

    order = 1
    init_noise_sigma = (_HIGHEST**2 + 1) ** 0.5

    def __init__(self, noise: torch.Generator) -> None:
        self.config = SimpleNamespace()
        self.timesteps = torch.empty(0)
        self._noise = noise
        self._sigmas: list[float] = []
        self._step = 0

    def set_timesteps(self, num_inference_steps: int, device: str | torch.device) -> None:
        """Choose the noise levels; timesteps are a quarter of their logarithms."""
        ramp = np.arange(num_inference_steps) * (_TRAINED // num_inference_steps) / (_TRAINED - 1)
        high, low = _HIGHEST ** (1 / _RHO), _LOWEST ** (1 / _RHO)
        sigmas = (high + ramp * (low - high)) ** _RHO
        self.timesteps = torch.from_numpy(0.25 * np.log(sigmas)).to(device, torch.float32)
        self._sigmas = [*sigmas.tolist(), 0.0]
        self._step = 0

    def scale_model_input(self, sample: torch.Tensor, _timestep: torch.Tensor) -> torch.Tensor:
        return sample / (self._sigmas[self._step] ** 2 + 1) ** 0.5

    def step(
        self, answer: torch.Tensor, _timestep: torch.Tensor, sample: torch.Tensor
    ) -> SimpleNamespace:
        """The sample at the next noise level, as `prev_sample`."""
        sigma, following = self._sigmas[self._step], self._sigmas[self._step + 1]
        self._step += 1
        clip = sample / (sigma**2 + 1) - answer * sigma / (sigma**2 + 1) ** 0.5
        if following:
            noise = torch.randn(clip.shape, generator=self._noise).to(clip.device, clip.dtype)
            clip = clip + following * noise
        return SimpleNamespace(prev_sample=clip)
