"""Video models that read with a T5, of the real classes, tiny and random, in the real layout."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from diffusers import (
    AutoencoderKLLTXVideo,
    AutoencoderKLMochi,
    AutoencoderKLWan,
    FlowMatchEulerDiscreteScheduler,
    LTXImageToVideoPipeline,
    LTXVideoTransformer3DModel,
    MochiPipeline,
    MochiTransformer3DModel,
    WanImageToVideoPipeline,
    WanPipeline,
    WanTransformer3DModel,
)
from transformers import (
    CLIPVisionConfig,
    CLIPVisionModel,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from tests.support.command import ROOT
from tests.support.tiny_models import vouch

_TEXT = {
    "d_model": 32,
    "d_kv": 8,
    "d_ff": 37,
    "num_layers": 1,
    "num_heads": 4,
    "relative_attention_num_buckets": 8,
}
_SMALL = "20KB"
"""Of a part: the published weights come in parts, named by an index."""


def write_video_model(folder: Path, name: str) -> Path:
    """A tiny model of one of these families in a model folder."""
    makers: dict[str, Callable[[T5Tokenizer], Any]] = {
        "wan-t2v": _wan_t2v,
        "wan-i2v": _wan_i2v,
        "ltx": _ltx,
        "mochi": _mochi,
    }
    home = folder / name
    tokenizer = _tokenizer(home / "tokenizer")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        pipeline = makers[name](tokenizer)
    pipeline.save_pretrained(home, max_shard_size=_SMALL)
    _whole(pipeline.vae, home / "vae")
    if name == "wan-i2v":
        _whole(pipeline.image_encoder, home / "image_encoder")
    vouch(folder, name)
    return folder


def _whole(model: Any, folder: Path) -> None:
    """In one file, as published."""
    for part in folder.glob("*.safetensors*"):
        part.unlink()
    model.save_pretrained(folder)


def _tokenizer(folder: Path) -> T5Tokenizer:
    """SentencePiece learnt from the words that our scripts are made of."""
    words = re.findall(r"[a-z]+", (ROOT / "common/lexicon.toml").read_text())
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(words),
        model_writer=model,
        vocab_size=300,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    folder.mkdir(parents=True)
    (folder / "spiece.model").write_bytes(model.getvalue())
    special = {"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    (folder / "special_tokens_map.json").write_text(json.dumps(special))
    config = {**special, "tokenizer_class": "T5Tokenizer", "extra_ids": 0, "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return T5Tokenizer.from_pretrained(folder)


def _wan_vae() -> Any:
    return AutoencoderKLWan(
        base_dim=3,
        z_dim=16,
        dim_mult=[1, 1, 1, 1],
        num_res_blocks=1,
        temperal_downsample=[False, True, True],
    )


def _wan_transformer(**more: Any) -> Any:
    return WanTransformer3DModel(
        **{
            "patch_size": (1, 2, 2),
            "num_attention_heads": 2,
            "attention_head_dim": 12,
            "in_channels": 16,
            "out_channels": 16,
            "text_dim": 32,
            "freq_dim": 256,
            "ffn_dim": 32,
            "num_layers": 2,
            "cross_attn_norm": True,
            "qk_norm": "rms_norm_across_heads",
            "rope_max_seq_len": 32,
            **more,
        }
    )


def _wan_t2v(tokenizer: T5Tokenizer) -> Any:
    return WanPipeline(
        tokenizer=tokenizer,
        text_encoder=UMT5EncoderModel(UMT5Config(vocab_size=len(tokenizer), **_TEXT)),
        vae=_wan_vae(),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        transformer=_wan_transformer(),
    )


def _wan_i2v(tokenizer: T5Tokenizer) -> Any:
    side = 32
    vision = CLIPVisionConfig(
        hidden_size=4,
        projection_dim=4,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=side,
        intermediate_size=16,
        patch_size=1,
    )
    return WanImageToVideoPipeline(
        tokenizer=tokenizer,
        text_encoder=UMT5EncoderModel(UMT5Config(vocab_size=len(tokenizer), **_TEXT)),
        vae=_wan_vae(),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        image_processor=CLIPImageProcessorPil(
            size={"shortest_edge": side}, crop_size={"height": side, "width": side}
        ),
        image_encoder=CLIPVisionModel(vision),
        transformer=_wan_transformer(in_channels=36, image_dim=4),
    )


def _ltx(tokenizer: T5Tokenizer) -> Any:
    vae = AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1),
        spatio_temporal_scaling=(True, True, False, False),
        decoder_spatio_temporal_scaling=(True, True, False, False),
        decoder_inject_noise=(False, False, False, False, False),
        upsample_residual=(False, False, False, False),
        upsample_factor=(1, 1, 1, 1),
        timestep_conditioning=False,
        patch_size=1,
        patch_size_t=1,
        encoder_causal=True,
        decoder_causal=False,
    )
    return LTXImageToVideoPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=vae,
        text_encoder=T5EncoderModel(T5Config(vocab_size=len(tokenizer), **_TEXT)),
        tokenizer=tokenizer,
        transformer=LTXVideoTransformer3DModel(
            in_channels=8,
            out_channels=8,
            patch_size=1,
            patch_size_t=1,
            num_attention_heads=4,
            attention_head_dim=8,
            cross_attention_dim=32,
            num_layers=2,
            caption_channels=32,
        ),
    )


def _mochi(tokenizer: T5Tokenizer) -> Any:
    return MochiPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=AutoencoderKLMochi(
            latent_channels=12,
            out_channels=3,
            encoder_block_out_channels=(32, 32, 32, 32),
            decoder_block_out_channels=(32, 32, 32, 32),
            layers_per_block=(1, 1, 1, 1, 1),
        ),
        text_encoder=T5EncoderModel(T5Config(vocab_size=len(tokenizer), **_TEXT)),
        tokenizer=tokenizer,
        transformer=MochiTransformer3DModel(
            patch_size=2,
            num_attention_heads=2,
            attention_head_dim=8,
            num_layers=2,
            pooled_projection_dim=16,
            in_channels=12,
            text_embed_dim=32,
            time_embed_dim=4,
        ),
    )
