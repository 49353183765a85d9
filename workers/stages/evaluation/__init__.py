"""Scores how a finished film follows its music."""

from workers.stages.evaluation.scores import PaperScores, evaluate, paper_scores

__all__ = ["PaperScores", "evaluate", "paper_scores"]
