"""Weighs the two opinions so that confidences are true, and finds the limits within which the router may dare."""

import torch
import torch.nn.functional as F
from torch import Tensor

from questions import TECHNIQUES

WANTED = 0.98
"""Share of answers above the threshold that are right."""

SPOILT = 0.01
"""Share of the pictures to be preserved that may be touched at most."""

WEIGHTS = torch.arange(0, 2.55, 0.05)

LIMITS = torch.arange(0.005, 0.2, 0.005)


def calibration(encoder: Tensor, ngrams: Tensor, targets: Tensor) -> dict[str, float]:
    """Two weights and two limits: too few numbers to learn the tuning questions by heart."""
    losses = {
        (a, b): float(F.cross_entropy(a * encoder + b * ngrams, targets)) for a in WEIGHTS.tolist() for b in WEIGHTS.tolist()
    }
    a, b = min(losses, key=lambda pair: losses[pair])
    return {
        "encoder_weight": round(a, 2),
        "ngrams_weight": round(b, 2),
        **limits_for(a * encoder + b * ngrams),
    }


def limits_for(logits: Tensor) -> dict[str, float]:
    """
    The lowest confidence of an answer, and the highest chance that the picture had to be preserved after all, with which
    most questions are answered. By what the probabilities say, not by how many tuning questions went wrong: those are so
    few that one more or less of them would move the limits far.
    """
    scores = logits.softmax(1)
    confidences, answers = scores.max(1)
    preserve = TECHNIQUES.index("preserve")
    risks = scores[:, preserve]
    touches = answers != preserve
    most, chosen = 0, {"threshold": 0.99, "preserve_limit": 0.005}
    for threshold in torch.arange(0.5, 1, 0.01):
        for limit in LIMITS:
            dared = (confidences >= threshold) & (~touches | (risks <= limit))
            spoilt = risks[dared & touches].sum() / risks.sum()
            if dared.sum() > most and confidences[dared].mean() >= WANTED and spoilt <= SPOILT:
                most = int(dared.sum())
                chosen = {"threshold": round(float(threshold), 2), "preserve_limit": round(float(limit), 3)}
    return chosen
