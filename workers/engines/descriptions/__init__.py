"""How near a description comes to a reference: BLEU, ROUGE-L, BERTScore (arXiv 2503.11190)."""

from workers.engines.descriptions.scoring import DescriptionScores, score_descriptions

__all__ = ["DescriptionScores", "score_descriptions"]
