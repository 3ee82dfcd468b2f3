"""Weighs the two opinions so that confidences are true, and finds the confidence from which the router may dare."""

import torch
import torch.nn.functional as F
from torch import Tensor

from questions import TECHNIQUES

WANTED = 0.98
"""Share of answers above the threshold that are right."""

SPOILT = 0.01
"""Share of the pictures to be preserved that may be touched at most."""

WEIGHTS = torch.arange(0, 2.55, 0.05)


def calibration(encoder: Tensor, ngrams: Tensor, targets: Tensor) -> dict[str, float]:
    """Two weights and a threshold: too few numbers to learn the tuning questions by heart."""
    losses = {
        (a, b): float(F.cross_entropy(a * encoder + b * ngrams, targets)) for a in WEIGHTS.tolist() for b in WEIGHTS.tolist()
    }
    a, b = min(losses, key=lambda pair: losses[pair])
    return {
        "encoder_weight": round(a, 2),
        "ngrams_weight": round(b, 2),
        "threshold": threshold_for(a * encoder + b * ngrams),
    }


def threshold_for(logits: Tensor) -> float:
    """
    By what the probabilities say, not by how many tuning questions went wrong: those are so few that one more or less of
    them would move the threshold far.
    """
    scores = logits.softmax(1)
    confidences, answers = scores.max(1)
    preserve = TECHNIQUES.index("preserve")
    for threshold in torch.arange(0.5, 1, 0.01):
        dared = confidences >= threshold
        spoilt = scores[dared & (answers != preserve), preserve].sum() / scores[:, preserve].sum()
        if confidences[dared].mean() >= WANTED and spoilt <= SPOILT:
            return round(float(threshold), 2)
    return 0.99
