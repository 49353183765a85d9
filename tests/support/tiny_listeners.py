"""Models that listen, of the real classes, tiny and random, in the real layout."""

import json
import re
from pathlib import Path

import librosa
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import (
    BartConfig,
    ClapConfig,
    ClapFeatureExtractor,
    ClapModel,
    GenerationConfig,
    Qwen2AudioConfig,
    Qwen2AudioForConditionalGeneration,
    Qwen2AudioProcessor,
    Qwen2Tokenizer,
    RobertaTokenizer,
    WhisperConfig,
    WhisperFeatureExtractor,
    WhisperForConditionalGeneration,
    WhisperTokenizer,
)

from common.listeners import BART, CLAP, MUSICCAPS, QWEN_AUDIO, WHISPER
from tests.support.command import ROOT
from tests.support.tiny_models import vouch
from workers.engines.captions.musiccaps import CaptionModel

_WORDS = 600
_SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|de|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)


def write_whisper(folder: Path) -> Path:
    """A Whisper that writes down random words of our lexicon, in a model folder."""
    home = folder / WHISPER
    home.mkdir(parents=True)
    vocabulary, merges = _byte_pairs()
    for name in _SPECIAL:
        vocabulary[name] = len(vocabulary)
    tokenizer = WhisperTokenizer(vocab=vocabulary, merges=merges)
    tokenizer.add_special_tokens({"additional_special_tokens": list(_SPECIAL[1:])})
    stamps = [f"<|{n * 0.02:.2f}|>" for n in range(1501)]
    tokenizer.add_tokens(stamps)
    tokenizer.save_pretrained(home)
    (home / "vocab.json").write_text(json.dumps(vocabulary))
    (home / "merges.txt").write_text("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges))
    for name in ("added_tokens.json", "normalizer.json", "special_tokens_map.json"):
        (home / name).write_text("{}")
    WhisperFeatureExtractor(feature_size=128).save_pretrained(home)
    ids = {name: tokenizer.convert_tokens_to_ids(name) for name in _SPECIAL}
    config = WhisperConfig(
        vocab_size=len(tokenizer),
        num_mel_bins=128,
        d_model=16,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        max_target_positions=32,
        init_std=0.5,
        bos_token_id=ids["<|endoftext|>"],
        eos_token_id=ids["<|endoftext|>"],
        pad_token_id=ids["<|endoftext|>"],
        decoder_start_token_id=ids["<|startoftranscript|>"],
        suppress_tokens=None,
        begin_suppress_tokens=None,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = WhisperForConditionalGeneration(config)
    model.generation_config = GenerationConfig(
        bos_token_id=config.bos_token_id,
        eos_token_id=config.eos_token_id,
        pad_token_id=config.pad_token_id,
        decoder_start_token_id=config.decoder_start_token_id,
        max_length=16,
        is_multilingual=True,
        lang_to_id={name: ids[name] for name in ("<|en|>", "<|de|>")},
        task_to_id={"transcribe": ids["<|transcribe|>"], "translate": ids["<|translate|>"]},
        no_timestamps_token_id=ids["<|notimestamps|>"],
        alignment_heads=[[0, 0], [1, 1]],
        suppress_tokens=[ids[name] for name in _SPECIAL[1:]]
        + tokenizer.convert_tokens_to_ids(stamps),
        begin_suppress_tokens=[ids["<|endoftext|>"]],
    )
    model.half().save_pretrained(home)
    vouch(folder, WHISPER)
    return folder


def write_musiccaps(folder: Path) -> Path:
    """A captioner of music of the published shape, and its words, in a model folder."""
    for name in (MUSICCAPS, BART):
        (folder / name).mkdir(parents=True)
    words = _roberta(folder / BART)
    config = BartConfig(
        vocab_size=len(words),
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        max_position_embeddings=64,
        init_std=0.5,
        pad_token_id=words.pad_token_id,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
        decoder_start_token_id=words.eos_token_id,
        forced_eos_token_id=words.eos_token_id,
    )
    config.save_pretrained(folder / BART)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        state = CaptionModel(config).state_dict()
    mels = librosa.filters.mel(sr=16_000, n_fft=1024, n_mels=128, htk=True, norm=None)
    state["audio_encoder.mel_encoder.mel_scale.fb"] = torch.from_numpy(mels.T.copy())
    state["audio_encoder.mel_encoder.spec_fn.window"] = torch.hann_window(1024)
    torch.save({"epoch": 1, "state_dict": state}, folder / MUSICCAPS / "transfer.pth")
    for name in (MUSICCAPS, BART):
        vouch(folder, name)
    return folder


def write_qwen(folder: Path) -> Path:
    """A language model that hears, in a model folder, its weights in parts."""
    home = folder / QWEN_AUDIO
    home.mkdir(parents=True)
    vocabulary, merges = _byte_pairs()
    tokenizer = Qwen2Tokenizer(vocab=vocabulary, merges=merges)
    marks = ("<|im_start|>", "<|im_end|>", "<|AUDIO|>", "<|audio_bos|>", "<|audio_eos|>")
    tokenizer.add_special_tokens({"additional_special_tokens": list(marks)})
    processor = Qwen2AudioProcessor(WhisperFeatureExtractor(feature_size=128), tokenizer)
    processor.save_pretrained(home)
    processor.feature_extractor.save_pretrained(home)
    (home / "vocab.json").write_text(json.dumps(vocabulary))
    (home / "merges.txt").write_text("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges))
    config = Qwen2AudioConfig(
        audio_config={
            "num_mel_bins": 128,
            "encoder_layers": 1,
            "encoder_attention_heads": 2,
            "encoder_ffn_dim": 16,
            "d_model": 16,
        },
        text_config={
            "model_type": "qwen2",
            "vocab_size": len(tokenizer),
            "hidden_size": 16,
            "intermediate_size": 16,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "num_key_value_heads": 2,
            "initializer_range": 0.5,
        },
        audio_token_index=tokenizer.convert_tokens_to_ids("<|AUDIO|>"),
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(6)
        model = Qwen2AudioForConditionalGeneration(config)
    model.generation_config = GenerationConfig(
        eos_token_id=tokenizer.convert_tokens_to_ids("<|im_end|>"),
        pad_token_id=tokenizer.pad_token_id,
    )
    model.save_pretrained(home, max_shard_size="50KB")
    vouch(folder, QWEN_AUDIO)
    return folder


def _roberta(home: Path) -> RobertaTokenizer:
    """A tokenizer of bytes with its special words at the edges, as RoBERTa and BART have it."""
    learnt, merges = _byte_pairs()
    words = ("<s>", "<pad>", "</s>", "<unk>", *learnt, "<mask>")
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = RobertaTokenizer(vocab=vocabulary, merges=merges, model_max_length=77)
    tokenizer.save_pretrained(home)
    (home / "vocab.json").write_text(json.dumps(vocabulary))
    (home / "merges.txt").write_text("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges))
    return tokenizer


def write_clap(folder: Path) -> Path:
    """A CLAP that compares sounds with texts at random, in a model folder."""
    home = folder / CLAP
    home.mkdir(parents=True)
    tokenizer = _roberta(home)
    (home / "special_tokens_map.json").write_text("{}")
    ClapFeatureExtractor(truncation="rand_trunc").save_pretrained(home)
    config = ClapConfig(
        text_config={
            "vocab_size": len(tokenizer),
            "hidden_size": 16,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "intermediate_size": 16,
            "pad_token_id": tokenizer.pad_token_id,
            "projection_dim": 16,
        },
        audio_config={
            "hidden_size": 16,
            "patch_embeds_hidden_size": 2,
            "depths": [1, 1, 1, 1],
            "num_attention_heads": [1, 1, 1, 1],
            "num_hidden_layers": 4,
            "projection_dim": 16,
        },
        projection_dim=16,
    )
    config.save_pretrained(home)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(9)
        state = ClapModel(config).state_dict()
    places = {"text_model.embeddings.position_ids": torch.arange(514)[None]}
    torch.save({**state, **places}, home / "pytorch_model.bin")
    vouch(folder, CLAP)
    return folder


def _byte_pairs() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Pairs of bytes learnt from the words that our scripts are made of."""
    learning = Tokenizer(models.BPE())
    learning.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    text = " ".join(re.findall(r"[a-z]+", (ROOT / "common/lexicon.toml").read_text()))
    trainer = trainers.BpeTrainer(
        vocab_size=_WORDS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    learning.train_from_iterator([text], trainer)
    learnt = json.loads(learning.to_str())["model"]
    return dict(learnt["vocab"]), [(first, second) for first, second in learnt["merges"]]
