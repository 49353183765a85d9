"""Pictures that follow another picture: IP-Adapter (Ye et al., 2023) for SDXL.

The other picture is seen by CLIP ViT-H once, and what it saw is kept: a film's scenes follow few
pictures. The adapter adds, to the text that each layer attends to, four tokens of what was seen.
With strength 0 it adds nothing, so that a pipeline that has it paints other scenes as before.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from diffusers import StableDiffusionXLPipeline
from numpy.typing import NDArray
from PIL import Image
from transformers import CLIPVisionModelWithProjection
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from common.models import ADAPTER, MODELS, require
from workers.engines.diffusion.checking import check
from workers.engines.diffusion.device import device
from workers.engines.diffusion.loading import load_tensors
from workers.engines.diffusion.residency import Need, residency

_KEPT = 64
_ENCODER = "models/image_encoder"
WORKING = 300 * 10**6
"""Bytes to see one picture of 224x224: an estimate, not measured yet."""


class Sight:
    """What CLIP sees in pictures, kept for the next scene that follows them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, Path], torch.Tensor] = OrderedDict()

    def of(self, picture: NDArray[Any], folder: Path) -> torch.Tensor:
        """The embedding of a picture (h, w, 3), (1, 1, c).

        Raises:
            MissingModelError, EngineError, GpuMemoryError: the encoder cannot be loaded.
        """
        key = hashlib.sha256(picture.tobytes()).digest(), folder
        if key not in self._kept:
            self._kept[key] = _seen(picture, folder)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _seen(picture: NDArray[Any], folder: Path) -> torch.Tensor:
    encoder = _encoder(folder)
    side = encoder.config.image_size
    processor = CLIPImageProcessorPil(
        size={"shortest_edge": side}, crop_size={"height": side, "width": side}
    )
    pixels = processor(Image.fromarray(picture), return_tensors="pt").pixel_values
    with torch.no_grad():
        seen = encoder(pixels.to(encoder.device, encoder.dtype)).image_embeds
    embedding: torch.Tensor = seen[None].cpu()
    return embedding


def _encoder(folder: Path) -> Any:
    require([ADAPTER], folder)
    check(ADAPTER, folder)
    home = folder / ADAPTER / _ENCODER
    need = Need(weights=(home / "model.safetensors").stat().st_size, working=WORKING)

    def load() -> Any:
        model: Any = CLIPVisionModelWithProjection.from_pretrained(
            home, dtype=device().precision, use_safetensors=True, local_files_only=True
        )
        return model.to(device().name).eval()

    return residency().borrow(ADAPTER, folder, need=need, load=load)


class FollowingPipeline(StableDiffusionXLPipeline):  # type: ignore[misc]  # its class is untyped
    """SDXL whose pictures each follow their own. As diffusers has it (0.42), what is given for all
    pictures of a batch is repeated for each of them, and each follows a mixture."""

    def prepare_ip_adapter_image_embeds(
        self,
        _pictures: object,
        seen: Sequence[torch.Tensor],
        device: Any,
        _count: int,
        _guided: bool,
    ) -> list[torch.Tensor]:
        return [one.to(device) for one in seen]


def add_adapter(pipeline: Any, folder: Path) -> None:
    """Give an SDXL pipeline the adapter, with no strength, unless it has it."""
    if pipeline.unet.config.encoder_hid_dim_type == "ip_image_proj":
        return
    file = folder / ADAPTER / MODELS[ADAPTER].files[0]
    parts: dict[str, dict[str, torch.Tensor]] = {"image_proj": {}, "ip_adapter": {}}
    for name, tensor in load_tensors(file).items():
        part, rest = name.split(".", 1)
        parts[part][rest] = tensor
    pipeline.register_modules(feature_extractor=CLIPImageProcessorPil())
    pipeline.load_ip_adapter(parts, subfolder="", weight_name="", image_encoder_folder=None)
    pipeline.set_ip_adapter_scale(0.0)


class Seen(NamedTuple):
    """What was seen of n pictures' people, (n, people, c), and where each is to be, (n, people, h,
    w), 1 inside and 0 outside; without, everywhere."""

    tokens: torch.Tensor
    masks: torch.Tensor | None

    def only(self, number: int) -> "Seen":
        """Of one picture."""
        one = slice(number, number + 1)
        return Seen(self.tokens[one], None if self.masks is None else self.masks[one])


def masks(
    places: Sequence[Sequence[tuple[float, float] | None]], size: tuple[int, int]
) -> torch.Tensor | None:
    """Of pictures of so many pixels, at an eighth of them; None if nobody has a place."""
    if all(place is None for some in places for place in some):
        return None
    columns, rows = size[0] // 8, size[1] // 8
    drawn = torch.zeros((len(places), len(places[0]), rows, columns))
    for picture, some in zip(drawn, places, strict=True):
        for mask, place in zip(picture, some, strict=True):
            left, right = (round(share * columns) for share in place or (0.0, 1.0))
            mask[:, left:right] = 1
    return drawn


def following(
    pipeline: Any, seen: Seen | None, *, count: int, strength: float, guided: bool
) -> dict[str, Any]:
    """What a pipeline is called with for so many pictures that follow what was seen, each its own;
    nothing, if it has no adapter."""
    if pipeline.unet.config.encoder_hid_dim_type != "ip_image_proj":
        return {}
    on = next(pipeline.unet.parameters())
    pipeline.set_ip_adapter_scale(0.0 if seen is None else strength)
    if seen is None:
        width = pipeline.unet.encoder_hid_proj.image_projection_layers[0].image_embeds.in_features
        seen = Seen(torch.zeros((count, 1, width)), None)
    tokens = torch.cat([torch.zeros_like(seen.tokens), seen.tokens]) if guided else seen.tokens
    called: dict[str, Any] = {"ip_adapter_image_embeds": [tokens.to(on.device, on.dtype)]}
    if seen.masks is not None:
        each = torch.cat([seen.masks, seen.masks]) if guided else seen.masks
        called["cross_attention_kwargs"] = {"ip_adapter_masks": [each.to(on.device, on.dtype)]}
    return called
