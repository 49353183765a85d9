"""The solvers of the denoising equation, as their settings name them."""

from collections.abc import Mapping
from typing import Any

from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler

from common.cards import ImageSettings


def scheduler_for(settings: ImageSettings, config: Mapping[str, Any]) -> Any:
    """A fresh scheduler over the noise schedule that the model was trained with.

    Few-step models end at the last timestep ("trailing"): they were distilled to start from noise
    alone, which SDXL's own spacing never reaches.
    """
    own: dict[str, Any] = {"timestep_spacing": "trailing"} if settings.trailing else {}
    if settings.scheduler == "dpm++":
        solver = {"algorithm_type": "dpmsolver++", "use_karras_sigmas": True, **own}
        return DPMSolverMultistepScheduler.from_config(config, **solver)
    if settings.scheduler == "ddim":
        return DDIMScheduler.from_config(config, **own)
    return EulerDiscreteScheduler.from_config(config, **own)
