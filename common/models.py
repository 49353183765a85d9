"""The weights that can be loaded: where they come from, and on what terms.

A model is pinned by its repository's commit, which names the content of every file in it, or by the
digests of its files. What was pulled lies in a folder of its own under the model folder
(`SCOPITONE_MODELS`), laid out as in its repository. Files are of the safetensors format where there
is a choice: a pickle can run code when it is read, so that those few are read as tensors alone.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType

from common.cards import ModelCard
from common.errors import MissingEngineError
from common.listeners import LISTENERS


class MissingModelError(MissingEngineError):
    """Weights that the chosen engines need are not here; `scopitone models pull` gets them."""

    code = "model.missing"


ADAPTER = "ip-adapter-sdxl"
"""What `likeness` needs besides an SDXL."""
CLIP = "clip-vit-base-patch32"
"""What scores of consistency are stated with."""

_UNET, _VAE = "unet/diffusion_pytorch_model", "vae/diffusion_pytorch_model"
_SVD_FILES = (
    "model_index.json",
    "feature_extractor/preprocessor_config.json",
    "image_encoder/config.json",
    "image_encoder/model.fp16.safetensors",
    "scheduler/scheduler_config.json",
    "unet/config.json",
    f"{_UNET}.fp16.safetensors",
    "vae/config.json",
    f"{_VAE}.fp16.safetensors",
)
_SENTENCEPIECE = ("special_tokens_map.json", "spiece.model", "tokenizer_config.json")


def _worded(*more: str, tokenizer: tuple[str, ...] = _SENTENCEPIECE) -> tuple[str, ...]:
    """The files of a video model that reads with a T5."""
    return (
        "model_index.json",
        "scheduler/scheduler_config.json",
        "text_encoder/config.json",
        "text_encoder/model.safetensors.index.json",
        *(f"tokenizer/{name}" for name in tokenizer),
        "transformer/config.json",
        "transformer/diffusion_pytorch_model.safetensors.index.json",
        "vae/config.json",
        f"{_VAE}.safetensors",
        *more,
    )


_TOKENIZER = ("merges.txt", "special_tokens_map.json", "tokenizer_config.json", "vocab.json")
_SVD_LICENCE = "Stability AI Community Licence"

_CARDS = (
    ModelCard(
        name="sdxl",
        repository="stabilityai/stable-diffusion-xl-base-1.0",
        revision="462165984030d82259a11f4367a4eed129e94a7b",
        files=(
            "model_index.json",
            "scheduler/scheduler_config.json",
            "text_encoder/config.json",
            "text_encoder/model.fp16.safetensors",
            "text_encoder_2/config.json",
            "text_encoder_2/model.fp16.safetensors",
            *(f"tokenizer/{name}" for name in _TOKENIZER),
            *(f"tokenizer_2/{name}" for name in _TOKENIZER),
            "unet/config.json",
            f"{_UNET}.fp16.safetensors",
            "vae/config.json",
            f"{_VAE}.fp16.safetensors",
        ),
        licence="CreativeML Open RAIL++-M",
        commercial=True,
        gigabytes=6.9,
        pool="image",
        summary="pictures from text, Stable Diffusion XL base 1.0",
    ),
    ModelCard(
        name="sdxl-lightning",
        repository="ByteDance/SDXL-Lightning",
        revision="c9a24f48e1c025556787b0c58dd67a091ece2e44",
        files=("sdxl_lightning_4step_lora.safetensors",),
        licence="CreativeML Open RAIL++-M",
        commercial=True,
        gigabytes=0.4,
        pool="image",
        summary="SDXL in four steps, a LoRA over it",
    ),
    ModelCard(
        name="sdxl-lightning-unet",
        repository="ByteDance/SDXL-Lightning",
        revision="c9a24f48e1c025556787b0c58dd67a091ece2e44",
        files=("sdxl_lightning_4step_unet.safetensors",),
        licence="CreativeML Open RAIL++-M",
        commercial=True,
        gigabytes=5.1,
        pool="image",
        summary="SDXL in four steps, a denoiser in place of its own",
    ),
    ModelCard(
        name="sdxl-hyper",
        repository="ByteDance/Hyper-SD",
        revision="main",
        files=("Hyper-SDXL-8steps-CFG-lora.safetensors",),
        digests={
            "Hyper-SDXL-8steps-CFG-lora.safetensors": (
                "55b51334c85061afff5eff7c550b61963c8b8607a5868bbe4f26db49374719b1"
            )
        },
        licence="no licence stated; SDXL's own is CreativeML Open RAIL++-M",
        commercial=False,
        gigabytes=0.8,
        pool="image",
        summary="SDXL in eight steps with guidance, a LoRA over it",
    ),
    ModelCard(
        name=ADAPTER,
        repository="h94/IP-Adapter",
        revision="018e402774aeeddd60609b4ecdb7e298259dc729",
        files=(
            "sdxl_models/ip-adapter_sdxl_vit-h.safetensors",
            "models/image_encoder/config.json",
            "models/image_encoder/model.safetensors",
        ),
        digests={
            "sdxl_models/ip-adapter_sdxl_vit-h.safetensors": (
                "ebf05d918348aec7abb02a5e9ecef77e0aaea6914a5c4ea13f50d45eb1681831"
            ),
            "models/image_encoder/model.safetensors": (
                "6ca9667da1ca9e0b0f75e46bb030f7e011f44f86cbfb8d5a36590fcd7507b030"
            ),
        },
        licence="Apache-2.0",
        commercial=True,
        gigabytes=3.2,
        pool="image",
        summary="lets SDXL follow a picture (IP-Adapter and the CLIP ViT-H that it looks with)",
    ),
    ModelCard(
        name=CLIP,
        repository="openai/clip-vit-base-patch32",
        revision="3d74acf9a28c67741b2f4f2ea7635f0aaf6f0268",
        files=("config.json", "pytorch_model.bin", *_TOKENIZER),
        digests={
            "pytorch_model.bin": "a63082132ba4f97a80bea76823f544493bffa8082296d62d71581a4feff1576f"
        },
        licence="MIT",
        commercial=True,
        gigabytes=0.6,
        pool="image",
        summary="how alike pictures and texts are, CLIP ViT-B/32",
    ),
    ModelCard(
        name="deepseek-r1-8b",
        repository="deepseek-ai/DeepSeek-R1-Distill-Llama-8B",
        revision="6a6f4aa4197940add57724a7707d069478df56b1",
        files=(
            "config.json",
            "generation_config.json",
            "model.safetensors.index.json",
            "tokenizer.json",
            "tokenizer_config.json",
        ),
        licence="MIT, distilled into a Llama 3.1: Llama 3.1 Community Licence",
        commercial=True,
        gigabytes=16.1,
        pool="language",
        summary="text that reasons first, DeepSeek-R1-Distill-Llama-8B",
    ),
    ModelCard(
        name="svd",
        repository="stabilityai/stable-video-diffusion-img2vid",
        revision="9cf024d5bfa8f56622af86c884f26a52f6676f2e",
        files=_SVD_FILES,
        licence=_SVD_LICENCE,
        commercial=False,
        gigabytes=4.5,
        pool="video",
        summary="14 frames from a picture, Stable Video Diffusion",
    ),
    ModelCard(
        name="svd-xt",
        repository="stabilityai/stable-video-diffusion-img2vid-xt",
        revision="9e43909513c6714f1bc78bcb44d96e733cd242aa",
        files=_SVD_FILES,
        licence=_SVD_LICENCE,
        commercial=False,
        gigabytes=4.5,
        pool="video",
        summary="25 frames from a picture, Stable Video Diffusion XT",
    ),
    ModelCard(
        name="animatelcm-svd",
        repository="wangfuyun/AnimateLCM-SVD-xt",
        revision="main",
        files=("AnimateLCM-SVD-xt.safetensors",),
        licence=_SVD_LICENCE,
        commercial=False,
        gigabytes=3.1,
        pool="video",
        summary="25 frames from a picture in four steps, a denoiser for SVD XT",
    ),
    ModelCard(
        name="wan-t2v",
        repository="Wan-AI/Wan2.1-T2V-1.3B-Diffusers",
        revision="0fad780a534b6463e45facd96134c9f345acfa5b",
        files=_worded(tokenizer=(*_SENTENCEPIECE, "tokenizer.json")),
        licence="Apache-2.0",
        commercial=True,
        gigabytes=28.9,
        pool="video",
        summary="video from words, WAN 2.1 of 1.3 billion numbers",
    ),
    ModelCard(
        name="wan-i2v",
        repository="Wan-AI/Wan2.1-I2V-14B-480P-Diffusers",
        revision="b184e23a8a16b20f108f727c902e769e873ffc73",
        files=_worded(
            "image_encoder/config.json",
            "image_encoder/model.safetensors",
            "image_processor/preprocessor_config.json",
            tokenizer=(*_SENTENCEPIECE, "tokenizer.json"),
        ),
        licence="Apache-2.0",
        commercial=True,
        gigabytes=90.0,
        pool="video",
        summary="video from a picture and words, WAN 2.1 of 14 billion numbers",
    ),
    ModelCard(
        name="ltx",
        repository="Lightricks/LTX-Video",
        revision="8984fa25007f376c1a299016d0957a37a2f797bb",
        files=_worded(),
        licence="LTX-Video Open Weights Licence",
        commercial=False,
        gigabytes=29.0,
        pool="video",
        summary="video from a picture and words, LTX-Video 2B",
    ),
    ModelCard(
        name="mochi",
        repository="genmo/mochi-1-preview",
        revision="14be5fcea23095ed330cb214647916a451e38b6e",
        files=_worded(),
        licence="Apache-2.0",
        commercial=True,
        gigabytes=60.0,
        pool="video",
        summary="video from words, Mochi 1",
    ),
    ModelCard(
        name="rife-hdv3",
        repository="AlexWortega/RIFE",
        revision="440cdec905de98e1d7e81f65d2c88a08da7cb4e2",
        files=("flownet.pkl",),
        digests={"flownet.pkl": "fe854fc8996547c953f732aaa3b78cae76cc0a12833ae856ea0749c4c570d7d8"},
        licence="MIT",
        commercial=True,
        gigabytes=0.01,
        pool="flow",
        summary="frames between frames, RIFE HDv3",
    ),
    ModelCard(
        name="rife-v4",
        repository="HolyWu/vs-rife",
        revision="018fa20777bff68c3146e8133e0a399aee97f1cd",
        files=("flownet_v4.6.pkl",),
        digests={
            "flownet_v4.6.pkl": "008646e761f0e67cb77f0c6c44cfe3c3e5a05d9d9465311b9681ca650ce030db"
        },
        address="https://github.com/HolyWu/vs-rife/releases/download/model/{file}",
        licence="MIT",
        commercial=True,
        gigabytes=0.02,
        pool="flow",
        summary="frames between frames at any instant, RIFE v4.6",
    ),
    ModelCard(
        name="rife-ncnn",
        repository="nihui/rife-ncnn-vulkan",
        revision="a7532fc3f9f8f008cd6eecd6f2ffe2a9698e0cf7",
        files=("models/rife-v4.6/flownet.bin", "models/rife-v4.6/flownet.param"),
        digests={
            "models/rife-v4.6/flownet.bin": "70de38ecc5b6f1b63afa56108bf76911f04ce630",
            "models/rife-v4.6/flownet.param": "3cb69d4ae09b085a2b5b51eb3c2e93745f805644",
        },
        address=(
            "https://raw.githubusercontent.com/nihui/rife-ncnn-vulkan/"
            "a7532fc3f9f8f008cd6eecd6f2ffe2a9698e0cf7/{file}"
        ),
        licence="MIT",
        commercial=True,
        gigabytes=0.01,
        pool="flow",
        summary="RIFE v4.6 in the form that ncnn reads",
    ),
)
MODELS = MappingProxyType({card.name: card for card in (*_CARDS, *LISTENERS)})


def absent(names: Iterable[str], folder: Path) -> Iterator[str]:
    """Those of these models of which a file is missing in the model folder."""
    for name in names:
        if not all((folder / name / file).is_file() for file in wanted(MODELS[name], folder)):
            yield name


def require(names: Iterable[str], folder: Path) -> None:
    """Refuse work whose weights are not here.

    Raises:
        MissingModelError: with the command that gets them.
    """
    missing = list(absent(names, folder))
    if missing:
        size = sum(MODELS[name].gigabytes for name in missing)
        raise MissingModelError(
            f"not in {folder}: {', '.join(missing)} ({size:.1f} GB); get what is missing with: "
            f"scopitone models pull {' '.join(missing)}"
        )


def wanted(card: ModelCard, folder: Path) -> Iterator[str]:
    """Its files, with the parts that an index among them names, once the index is there."""
    for file in card.files:
        yield file
        index = folder / card.name / file
        if file.endswith(".index.json") and index.is_file():
            parts = set(json.loads(index.read_text())["weight_map"].values())
            yield from (str(Path(file).with_name(part)) for part in sorted(parts))
