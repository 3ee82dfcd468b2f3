"""The router's second opinion: words and groups of letters, hashed into a table. It reads what the encoder's pieces break up."""

import unicodedata

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from questions import TECHNIQUES

BUCKETS = 1 << 15
PENALTY = 3e-5
SCALE = 4.0


def buckets_of(text: str) -> list[int]:
    """Twin of src/models/router/ngrams.ts: both must find the same numbers."""
    folded = unicodedata.normalize("NFKC", text).lower()
    plain = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in folded)
    words = plain.split()
    if not words:
        return []
    groups = {f"w{word}" for word in words}
    groups |= {f"b{first}_{second}" for first, second in zip(words, words[1:])}
    groups |= {f"^{words[0]}", f"^{' '.join(words[:2])}", f"${words[-1]}"}
    padded = f" {' '.join(words)} "
    groups |= {padded[at : at + length] for length in (2, 3, 4, 5) for at in range(len(padded) - length + 1)}
    return sorted({fnv1a(group.encode()) % BUCKETS for group in groups})


def fnv1a(data: bytes) -> int:
    value = 2_166_136_261
    for byte in data:
        value = ((value ^ byte) * 16_777_619) & 0xFFFFFFFF
    return value


def fit_table(texts: list[str], targets: Tensor) -> Tensor:
    table = torch.zeros(BUCKETS, len(TECHNIQUES), requires_grad=True)
    bags = bag(texts)
    optimizer = torch.optim.LBFGS([table], max_iter=60)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = F.cross_entropy(score(table, bags), targets) + PENALTY * table.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return table.detach()


def bag(texts: list[str]) -> tuple[Tensor, Tensor, Tensor]:
    rows = [buckets_of(text) for text in texts]
    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    weights = [SCALE * len(row) ** -0.5 for row in rows for _ in row]
    return torch.tensor([bucket for row in rows for bucket in row]), torch.tensor(starts), torch.tensor(weights)


def score(table: Tensor, bags: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    buckets, starts, weights = bags
    return F.embedding_bag(buckets, table, starts, mode="sum", per_sample_weights=weights)


def to_bytes(table: Tensor) -> tuple[Tensor, float]:
    """The table in 8 bits, and what one step is worth."""
    step = float(table.abs().max()) / 127
    return (table / step).round().to(torch.int8), step
