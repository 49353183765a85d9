"""Pictures that look things up in another one: self-attention shared with an anchor.

While a scene is denoised, each of its places attends to all others of the scene; here also to those
of a finished picture of the same people, whose keys and values were taken beforehand (the shared
attention of ConsiStory, Tewel et al., 2024, and StoryDiffusion, Zhou et al., 2024, with the first
picture in place of the others of a batch). So a scene hangs on its anchor and on no other scene,
and any worker can paint it. Taken at each step they would fill 7 GB for 30 steps of SDXL at
1024x576; they are taken at four levels of noise (1 GB, four passes, once an anchor), and a step
uses the nearest. Attention to twice as many places is 6.5 % more of a pass
(`tests/integration/test_flops.py`).
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import scaled_dot_product_attention

from workers.engines.diffusion.device import generator
from workers.engines.image.embeddings import Embedding

LEVELS = 4
_GRID = 8

KeyValue = tuple[torch.Tensor, torch.Tensor]
"""Of one layer, each (1, places, c)."""


@dataclass(frozen=True)
class Anchor:
    """What there is to attend to, by noise level (the timestep) and layer."""

    levels: dict[float, dict[str, KeyValue]]

    def nearest(self, timestep: float) -> dict[str, KeyValue]:
        return self.levels[min(self.levels, key=lambda level: abs(level - timestep))]


@dataclass
class _Table:
    """Between the layers of a pass: what they leave here, or find."""

    taken: dict[str, KeyValue] | None = None
    given: dict[str, list[KeyValue]] = field(default_factory=dict)


class _Sharing:
    """Self-attention of one layer of a transformer block, as `AttnProcessor2_0` does it there."""

    def __init__(self, name: str, table: _Table) -> None:
        self._name, self._table = name, table

    def __call__(self, attn: Any, hidden_states: torch.Tensor, *_: Any, **__: Any) -> torch.Tensor:
        query, key, value = (to(hidden_states) for to in (attn.to_q, attn.to_k, attn.to_v))
        if self._table.taken is not None:
            self._table.taken[self._name] = (key, value)
        for more_keys, more_values in self._table.given.get(self._name, ()):
            key = torch.cat([key, more_keys.expand(len(key), -1, -1)], dim=1)
            value = torch.cat([value, more_values.expand(len(value), -1, -1)], dim=1)
        heads = [one.unflatten(2, (attn.heads, -1)).transpose(1, 2) for one in (query, key, value)]
        together = scaled_dot_product_attention(*heads)
        answer: torch.Tensor = attn.to_out[0](together.transpose(1, 2).flatten(2))
        return answer


@contextmanager
def _at_table(unet: Any) -> Iterator[_Table]:
    """A table for the self-attention of a UNet's transformer blocks, cleared away afterwards."""
    before, table = unet.attn_processors, _Table()
    unet.set_attn_processor(
        {
            name: _Sharing(name, table) if name.endswith("attn1.processor") else processor
            for name, processor in before.items()
        }
    )
    try:
        yield table
    finally:
        unet.set_attn_processor(before)


@contextmanager
def shared_with(unet: Any, anchors: Sequence[Anchor]) -> Iterator[None]:
    """Until it ends, a UNet's passes attend to these too."""
    if not anchors:
        yield
        return
    with _at_table(unet) as table:

        def choose(_unet: object, given: tuple[Any, ...]) -> None:
            chosen = [anchor.nearest(float(given[1])) for anchor in anchors]
            table.given = {name: [one[name] for one in chosen] for name in chosen[0]}

        hook = unet.register_forward_pre_hook(choose)
        try:
            yield
        finally:
            hook.remove()


def taken(unet: Any, run: Callable[[], object]) -> dict[str, KeyValue]:
    """The keys and values of a pass of one picture."""
    with _at_table(unet) as table:
        table.taken = {}
        run()
        return table.taken


def anchor(
    pipeline: Any,
    picture: NDArray[np.uint8],
    *,
    words: Embedding,
    steps: int,
    scheduler: Callable[[], Any],
) -> Anchor:
    """A picture (h, w, 3) as one to be attended to.

    Args:
        words: of which the passes are told.
        steps: that the scenes will take.
        scheduler: a fresh one, as the scenes will use.
    """
    latents = _encoded(pipeline.vae, picture)
    noise = torch.randn(latents.shape, generator=generator(0)).to(latents)
    first = scheduler()
    first.set_timesteps(steps, device=latents.device)
    chosen = np.linspace(0, steps - 1, min(LEVELS, steps)).round().astype(int)
    levels: dict[float, dict[str, KeyValue]] = {}
    for timestep in first.timesteps[torch.from_numpy(chosen)]:
        solver = scheduler()
        solver.set_timesteps(steps, device=latents.device)
        noisy = solver.add_noise(latents, noise, timestep[None])
        shown = solver.scale_model_input(noisy, timestep)
        levels[float(timestep)] = _pass(pipeline, shown.to(latents), timestep, words)
    return Anchor(levels)


def known_by(picture: NDArray[np.uint8], steps: int, scheduler: str) -> str:
    """A name for what `anchor` makes of these."""
    told = f"{picture.shape} {steps} {scheduler}"
    return hashlib.sha256(told.encode() + picture.tobytes()).hexdigest()


def _encoded(vae: Any, picture: NDArray[np.uint8]) -> torch.Tensor:
    rows, columns = (side // _GRID * _GRID for side in picture.shape[:2])
    pixels = torch.from_numpy(picture[:rows, :columns].copy()).permute(2, 0, 1)[None]
    scaled = (pixels.float() / 127.5 - 1).to(vae.device, vae.dtype)
    with torch.no_grad():
        coded: torch.Tensor = vae.encode(scaled).latent_dist.mode()
    return coded * vae.config.scaling_factor


def _pass(
    pipeline: Any, latents: torch.Tensor, timestep: torch.Tensor, words: Embedding
) -> dict[str, KeyValue]:
    unet = pipeline.unet
    on = {"device": latents.device, "dtype": unet.dtype}
    height, width = (_GRID * side for side in latents.shape[2:])
    told: dict[str, Any] = {
        "text_embeds": words.pooled.to(**on),
        "time_ids": torch.tensor([[height, width, 0, 0, height, width]], **on),
    }
    if unet.config.encoder_hid_dim_type == "ip_image_proj":
        pipeline.set_ip_adapter_scale(0.0)
        seen = unet.encoder_hid_proj.image_projection_layers[0].image_embeds.in_features
        told["image_embeds"] = [torch.zeros((1, 1, seen), **on)]
    with torch.no_grad():
        return taken(
            unet,
            lambda: unet(
                latents.to(unet.dtype),
                timestep,
                encoder_hidden_states=words.tokens.to(**on),
                added_cond_kwargs=told,
            ),
        )
