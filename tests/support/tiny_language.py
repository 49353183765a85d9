"""A causal language model of the real class, tiny and random, in the layout of the real one.

It knows bytes and some pairs of them, speaks the chat template of a model that reasons, and says
nothing that anybody could film.
"""

import json
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

from tests.support.command import ROOT
from tests.support.tiny_models import vouch

NAME = "deepseek-r1-8b"
CONTEXT = 2048
_BEGIN, _END = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"
_SPECIAL = (_BEGIN, _END, "<｜User｜>", "<｜Assistant｜>")
_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ message['content'] }}{% endif %}"
    "{% if message['role'] == 'user' %}{{ '<｜User｜>' + message['content'] }}{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\\n' }}{% endif %}"
)


def write_language_model(folder: Path) -> Path:
    """The model folder, with the model in it."""
    home = folder / NAME
    words = _write_tokenizer(home)
    config = LlamaConfig(
        vocab_size=words.get_vocab_size(),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=CONTEXT,
        bos_token_id=words.token_to_id(_BEGIN),
        eos_token_id=words.token_to_id(_END),
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        model = LlamaForCausalLM(config)
    model.generation_config = GenerationConfig(
        do_sample=True,
        temperature=0.6,
        top_p=0.95,
        bos_token_id=config.bos_token_id,
        eos_token_id=config.eos_token_id,
    )
    model.to(torch.bfloat16).save_pretrained(home, max_shard_size="40KB")
    vouch(folder, NAME)
    return folder


def _write_tokenizer(home: Path) -> Tokenizer:
    learning = Tokenizer(models.BPE())
    learning.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    learning.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    learning.train_from_iterator((ROOT / "common/lexicon.toml").read_text().splitlines(), trainer)
    learning.add_special_tokens([AddedToken(one, special=True) for one in _SPECIAL])
    learning.add_tokens([AddedToken(one, normalized=False) for one in ("<think>", "</think>")])
    home.mkdir(parents=True)
    learning.save(str(home / "tokenizer.json"))
    config = {
        "tokenizer_class": "LlamaTokenizerFast",
        "bos_token": _BEGIN,
        "eos_token": _END,
        "pad_token": _END,
        "add_bos_token": True,
        "legacy": True,
        "chat_template": _TEMPLATE,
        "model_max_length": CONTEXT,
    }
    (home / "tokenizer_config.json").write_text(json.dumps(config))
    return learning
