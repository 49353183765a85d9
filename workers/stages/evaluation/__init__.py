"""Scores how a finished film follows its music."""

from workers.stages.evaluation.scores import evaluate, paper_scores

__all__ = ["evaluate", "paper_scores"]
