"""The published architectures in full size, with random weights or none.

The numbers are those of the `config.json` of stabilityai/stable-diffusion-xl-base-1.0 and
stabilityai/stable-video-diffusion-img2vid-xt.
"""

from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLTemporalDecoder,
    UNet2DConditionModel,
    UNetSpatioTemporalConditionModel,
)
from diffusers.utils import logging

logging.set_verbosity_error()


def image_unet(device: str, dtype: torch.dtype = torch.float32) -> Any:
    return _made(
        lambda: UNet2DConditionModel(
            sample_size=128,
            block_out_channels=(320, 640, 1280),
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
            layers_per_block=2,
            attention_head_dim=(5, 10, 20),
            cross_attention_dim=2048,
            transformer_layers_per_block=(1, 2, 10),
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=256,
            projection_class_embeddings_input_dim=2816,
        ),
        device,
        dtype,
    )


def image_vae(device: str, dtype: torch.dtype = torch.float32) -> Any:
    return _made(
        lambda: AutoencoderKL(
            sample_size=1024,
            block_out_channels=(128, 256, 512, 512),
            down_block_types=("DownEncoderBlock2D",) * 4,
            up_block_types=("UpDecoderBlock2D",) * 4,
            layers_per_block=2,
            latent_channels=4,
            scaling_factor=0.13025,
        ),
        device,
        dtype,
    )


def video_unet(device: str, dtype: torch.dtype = torch.float32) -> Any:
    return _made(
        lambda: UNetSpatioTemporalConditionModel(
            sample_size=96,
            in_channels=8,
            out_channels=4,
            block_out_channels=(320, 640, 1280, 1280),
            down_block_types=(
                *("CrossAttnDownBlockSpatioTemporal",) * 3,
                "DownBlockSpatioTemporal",
            ),
            up_block_types=("UpBlockSpatioTemporal", *("CrossAttnUpBlockSpatioTemporal",) * 3),
            layers_per_block=2,
            num_attention_heads=(5, 10, 20, 20),
            cross_attention_dim=1024,
            transformer_layers_per_block=1,
            addition_time_embed_dim=256,
            projection_class_embeddings_input_dim=768,
            num_frames=25,
        ),
        device,
        dtype,
    )


def video_vae(device: str, dtype: torch.dtype = torch.float32) -> Any:
    return _made(
        lambda: AutoencoderKLTemporalDecoder(
            sample_size=768,
            block_out_channels=(128, 256, 512, 512),
            down_block_types=("DownEncoderBlock2D",) * 4,
            layers_per_block=2,
            latent_channels=4,
            scaling_factor=0.18215,
        ),
        device,
        dtype,
    )


def _made(make: Any, device: str, dtype: torch.dtype) -> Any:
    """Made where it is to be: a UNet of 2.6e9 numbers takes a minute to be drawn on the host."""
    with torch.device(device):
        # Some parameters are made on the host whatever the default device is.
        return make().to(device=device, dtype=dtype).eval()
