"""Models of the real classes, a few thousand numbers each, saved as the published ones are.

Their weights are random: they prove that what is published will load and run, and nothing about
pictures. Each has the files that `common.models` lists for it, in their places.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLTemporalDecoder,
    EulerDiscreteScheduler,
    StableDiffusionXLPipeline,
    StableVideoDiffusionPipeline,
    UNet2DConditionModel,
    UNetSpatioTemporalConditionModel,
)
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import (
    CLIPConfig,
    CLIPModel,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
)
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

from common.models import ADAPTER, CLIP, MODELS, wanted
from tests.support.command import ROOT

_WORDS = 1200
_START, _END = "<|startoftext|>", "<|endoftext|>"


def write_models(folder: Path, names: Sequence[str]) -> Path:
    """Tiny models of these names in a model folder."""
    makers = {
        "sdxl": write_sdxl,
        "sdxl-lightning": write_lightning,
        "sdxl-lightning-unet": write_lightning_unet,
        "svd": write_svd,
        "svd-xt": write_svd,
        "sdxl-hyper": write_hyper,
        "animatelcm-svd": write_animatelcm,
        ADAPTER: write_adapter,
        CLIP: write_clip,
    }
    for name in names:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(7)
            makers[name](folder / name)
        vouch(folder, name)
    return folder


def vouch(folder: Path, name: str) -> None:
    """Leave the notes of a download beside a model's files."""
    card = MODELS[name]
    for file in list(wanted(card, folder)):
        note = folder / name / f".cache/huggingface/download/{file}.metadata"
        note.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256((folder / name / file).read_bytes()).hexdigest()
        note.write_text(f"{card.revision}\n{digest}\n1.0\n")


def unpinned(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let tiny models stand for those whose digests are pinned: their notes vouch for them."""
    cards = {name: MODELS[name].model_copy(update={"digests": {}}) for name in names}
    monkeypatch.setattr("workers.engines.diffusion.checking.MODELS", {**MODELS, **cards})


def write_sdxl(folder: Path) -> None:
    tokenizer = tiny_tokenizer(folder / "tokenizer")
    pipeline: Any = StableDiffusionXLPipeline(
        vae=_contrasty(_vae()),
        text_encoder=CLIPTextModel(_text_config(tokenizer)),
        text_encoder_2=CLIPTextModelWithProjection(_text_config(tokenizer)),
        tokenizer=tokenizer,
        tokenizer_2=tiny_tokenizer(folder / "tokenizer_2"),
        unet=_image_unet(),
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            steps_offset=1,
            timestep_spacing="leading",
        ),
        add_watermarker=False,
    )
    _save(pipeline, folder)


def write_svd(folder: Path) -> None:
    pipeline: Any = StableVideoDiffusionPipeline(
        vae=_contrasty(
            AutoencoderKLTemporalDecoder(
                block_out_channels=(32, 32, 32, 32),
                down_block_types=("DownEncoderBlock2D",) * 4,
                layers_per_block=1,
                latent_channels=4,
                scaling_factor=0.18215,
            )
        ),
        image_encoder=CLIPVisionModelWithProjection(_vision_config()),
        unet=_video_unet(),
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            steps_offset=1,
            timestep_spacing="leading",
            timestep_type="continuous",
            prediction_type="v_prediction",
            sigma_min=0.002,
            sigma_max=700.0,
            use_karras_sigmas=True,
        ),
        feature_extractor=CLIPImageProcessorPil(),
    )
    _save(pipeline, folder)


def write_lightning(folder: Path) -> None:
    _write_lora(folder / MODELS["sdxl-lightning"].files[0])


def write_hyper(folder: Path) -> None:
    _write_lora(folder / MODELS["sdxl-hyper"].files[0])


def write_animatelcm(folder: Path) -> None:
    """Another denoiser of the tiny SVD's shape."""
    folder.mkdir(parents=True)
    tensors = {name: tensor.half() for name, tensor in _video_unet().state_dict().items()}
    save_file(tensors, folder / MODELS["animatelcm-svd"].files[0])


def write_adapter(folder: Path) -> None:
    """An IP-Adapter for the tiny SDXL, and the encoder that it looks with."""
    encoder = CLIPVisionModelWithProjection(_vision_config())
    encoder.half().save_pretrained(folder / "models/image_encoder")
    seen, text = 32, 64
    tensors = {
        "image_proj.proj.weight": torch.randn(4 * text, seen),
        "image_proj.proj.bias": torch.zeros(4 * text),
        "image_proj.norm.weight": torch.ones(text),
        "image_proj.norm.bias": torch.zeros(text),
    }
    unet = _image_unet()
    for number, name in enumerate(unet.attn_processors):
        if name.endswith("attn2.processor"):
            width = unet.get_submodule(name.removesuffix(".processor")).to_k.out_features
            for part in ("k", "v"):
                key = f"ip_adapter.{number}.to_{part}_ip.weight"
                tensors[key] = torch.randn(width, text) / 8
    (folder / "sdxl_models").mkdir(parents=True)
    save_file(tensors, folder / MODELS[ADAPTER].files[0])


def write_clip(folder: Path) -> None:
    """A CLIP whose weights lie in a pickle, as the published ones do."""
    tokenizer = tiny_tokenizer(folder)
    config = CLIPConfig(
        text_config=_text_config(tokenizer).to_dict(),
        vision_config=_vision_config().to_dict(),
        projection_dim=32,
    )
    config.save_pretrained(folder)
    state = CLIPModel(config).state_dict()
    ids = {"text_model.embeddings.position_ids": torch.arange(77)[None]}
    torch.save({**state, **ids}, folder / "pytorch_model.bin")


def _vision_config() -> CLIPVisionConfig:
    return CLIPVisionConfig(
        hidden_size=32,
        projection_dim=32,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=224,
        patch_size=56,
    )


def _write_lora(file: Path) -> None:
    """A LoRA over the attention of the tiny SDXL, in the names that trainers give them."""
    tensors: dict[str, torch.Tensor] = {}
    for name, module in _image_unet().named_modules():
        if name.endswith(("to_q", "to_k", "to_v")):
            key = f"lora_unet_{name.replace('.', '_')}"
            tensors[f"{key}.lora_down.weight"] = 0.2 * torch.randn(4, module.in_features)
            tensors[f"{key}.lora_up.weight"] = 0.2 * torch.randn(module.out_features, 4)
            tensors[f"{key}.alpha"] = torch.tensor(4.0)
    file.parent.mkdir(parents=True)
    save_file(tensors, file)


def write_lightning_unet(folder: Path) -> None:
    """Another denoiser of the tiny SDXL's shape."""
    folder.mkdir(parents=True)
    tensors = {name: tensor.half() for name, tensor in _image_unet().state_dict().items()}
    save_file(tensors, folder / MODELS["sdxl-lightning-unet"].files[0])


def _save(pipeline: Any, folder: Path) -> None:
    pipeline.to(dtype=torch.float16).save_pretrained(
        folder, variant="fp16", safe_serialization=True
    )
    index = json.loads((folder / "model_index.json").read_text())
    if "feature_extractor" in index and index["feature_extractor"][1]:
        index["feature_extractor"] = ["transformers", "CLIPImageProcessor"]
        (folder / "model_index.json").write_text(json.dumps(index, indent=2))


def _vae() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        scaling_factor=0.13025,
        force_upcast=True,
    )


def _image_unet() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        block_out_channels=(16, 32),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=1,
        norm_num_groups=8,
        attention_head_dim=(2, 4),
        cross_attention_dim=64,
        transformer_layers_per_block=(1, 2),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=6 * 8 + 32,
    )


def _video_unet() -> UNetSpatioTemporalConditionModel:
    return UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 32),
        down_block_types=("DownBlockSpatioTemporal", "CrossAttnDownBlockSpatioTemporal"),
        up_block_types=("CrossAttnUpBlockSpatioTemporal", "UpBlockSpatioTemporal"),
        layers_per_block=1,
        in_channels=8,
        out_channels=4,
        cross_attention_dim=32,
        num_attention_heads=(2, 2),
        addition_time_embed_dim=32,
        projection_class_embeddings_input_dim=96,
    )


def _contrasty(vae: Any) -> Any:
    """Random decoders answer one grey; this one shows what it is given."""
    with torch.no_grad():
        vae.decoder.conv_out.weight *= 6
    return vae


def _text_config(tokenizer: CLIPTokenizer) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=32,
        projection_dim=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=77,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def tiny_tokenizer(folder: Path) -> CLIPTokenizer:
    """Byte pairs learnt from the words that our scripts are made of."""
    learning = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    learning.normalizer = normalizers.Lowercase()
    learning.pre_tokenizer = pre_tokenizers.Whitespace()
    words = re.findall(r"[a-z]+", (ROOT / "common/lexicon.toml").read_text())
    trainer = trainers.BpeTrainer(
        vocab_size=_WORDS,
        end_of_word_suffix="</w>",
        initial_alphabet=list("abcdefghijklmnopqrstuvwxyz0123456789,.:;'-"),
        show_progress=False,
    )
    learning.train_from_iterator(words, trainer)
    folder.mkdir(parents=True, exist_ok=True)
    learnt = json.loads(learning.to_str())["model"]
    vocabulary = dict(learnt["vocab"])
    for special in (_START, _END):
        vocabulary[special] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in learnt["merges"]]
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n")
    special = {"bos_token": _START, "eos_token": _END, "unk_token": _END, "pad_token": _END}
    (folder / "special_tokens_map.json").write_text(json.dumps(special))
    config = {**special, "model_max_length": 77, "tokenizer_class": "CLIPTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return CLIPTokenizer.from_pretrained(folder)
