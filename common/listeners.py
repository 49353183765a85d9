"""The weights that hear music: they label it, caption it and write down its words."""

from common.cards import ModelCard

CLAP = "clap-htsat-unfused"
"""What compares music with words. Not `larger_clap_music`, whose text encoder answers all texts
alike (embeddings-benchmark/mteb, issue 5069)."""
MUSICCAPS, BART = "lp-music-caps", "bart-base"
"""What tells in a sentence how music sounds; its words and shape are those of the latter."""
QWEN_AUDIO = "qwen2-audio-7b-instruct"
"""What hears music and talks of it."""
WHISPER = "whisper-large-v3-turbo"
"""What writes down sung words."""

_TOKENIZER = ("merges.txt", "special_tokens_map.json", "tokenizer_config.json", "vocab.json")

LISTENERS = (
    ModelCard(
        name=MUSICCAPS,
        repository="seungheondoh/lp-music-caps",
        revision="main",
        files=("transfer.pth",),
        licence="no licence stated where we could read it",
        commercial=False,
        gigabytes=1.8,
        pool="language",
        summary="music in a sentence, LP-MusicCaps",
    ),
    ModelCard(
        name=BART,
        repository="facebook/bart-base",
        revision="aadd2ab0ae0c8268c7c9693540e9904811f36177",
        files=("config.json", "merges.txt", "tokenizer.json", "vocab.json"),
        licence="Apache-2.0",
        commercial=True,
        gigabytes=0.01,
        pool="language",
        summary="the words of LP-MusicCaps, BART's",
    ),
    ModelCard(
        name=QWEN_AUDIO,
        repository="Qwen/Qwen2-Audio-7B-Instruct",
        revision="0a095220c30b7b31434169c3086508ef3ea5bf0a",
        files=(
            "config.json",
            "generation_config.json",
            "merges.txt",
            "model.safetensors.index.json",
            "preprocessor_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "vocab.json",
        ),
        licence="Apache-2.0",
        commercial=True,
        gigabytes=16.8,
        pool="language",
        summary="hears music and tells of it, Qwen2-Audio of 7 billion numbers",
    ),
    ModelCard(
        name=CLAP,
        repository="laion/clap-htsat-unfused",
        revision="8fa0f1c6d0433df6e97c127f64b2a1d6c0dcda8a",
        files=(
            "config.json",
            "preprocessor_config.json",
            "pytorch_model.bin",
            "tokenizer.json",
            *_TOKENIZER,
        ),
        digests={
            "pytorch_model.bin": "1cd3c601bc4afe0fa87be3de4c13dd2cfadd249fac1e29acf74a9b296c3219bb"
        },
        licence="Apache-2.0",
        commercial=True,
        gigabytes=0.6,
        pool="language",
        summary="how alike music and texts are, LAION's CLAP",
    ),
    ModelCard(
        name=WHISPER,
        repository="openai/whisper-large-v3-turbo",
        revision="41f01f3fe87f28c78e2fbf8b568835947dd65ed9",
        files=(
            "config.json",
            "generation_config.json",
            "model.safetensors",
            "preprocessor_config.json",
            "normalizer.json",
            "added_tokens.json",
            "tokenizer.json",
            *_TOKENIZER,
        ),
        digests={
            "model.safetensors": "542566a422ae4f3fd23f1ba11add198fca01bbf82e66e6a2857b3f608b1eb9d1"
        },
        licence="MIT",
        commercial=True,
        gigabytes=1.6,
        pool="language",
        summary="what is sung, word by word, Whisper large v3 turbo",
    ),
)
"""A card each."""
