"""
The router: the first layers of the encoder, the mean of its outputs, one linear layer on top.

The encoder's matrices stay as they come, in 4 bits, and each learns through a narrow detour beside it. Training the
matrices themselves would have to ship them anew, and rounding them to 4 bits again would undo what they learned.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from encoder_weights import Encoder
from questions import TECHNIQUES

MAX_TOKENS = 96


RANK = 16
"""Width of the detours."""


class Adapted(nn.Module):
    """A matrix that stays, and its detour: `up` starts at zero, so the training starts from the encoder as it is."""

    def __init__(self, weight: np.ndarray, bias: np.ndarray) -> None:
        super().__init__()
        rows, columns = weight.shape
        self.register_buffer("weight", torch.tensor(weight), persistent=False)
        self.bias = nn.Parameter(torch.tensor(bias))
        self.down = nn.Parameter(torch.randn(RANK, columns) * columns**-0.5)
        self.up = nn.Parameter(torch.zeros(rows, RANK))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias) + F.linear(F.linear(x, self.down), self.up)


class Layer(nn.Module):
    def __init__(self, encoder: Encoder, number: int) -> None:
        super().__init__()
        at = f"l{number}."
        self.heads = encoder.heads
        self.q, self.k, self.v = (_linear(encoder, at + name) for name in "qkv")
        self.attended = _linear(encoder, at + "ao")
        self.attended_norm = _norm(encoder, at + "aln")
        self.inner = _linear(encoder, at + "fi")
        self.outer = _linear(encoder, at + "fo")
        self.outer_norm = _norm(encoder, at + "oln")

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (self._split(part(x)) for part in (self.q, self.k, self.v))
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        attended = attended.transpose(1, 2).flatten(2)
        x = self.attended_norm(x + F.dropout(self.attended(attended), 0.1, self.training))
        return self.outer_norm(x + F.dropout(self.outer(F.gelu(self.inner(x))), 0.1, self.training))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


class Router(nn.Module):
    """`kept` are the pieces of the vocabulary that stay, in the order of their new numbers."""

    def __init__(self, encoder: Encoder, layers: int, kept: list[int]) -> None:
        super().__init__()
        words = torch.tensor(encoder.words.values()[kept])
        # Their 4-bit values are the ones that ship, so they stay as they are.
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        positions = encoder.tensors["emb.pos"].reshape(-1, encoder.width)[:MAX_TOKENS]
        self.positions = nn.Parameter(torch.tensor(positions + encoder.tensors["emb.type"][: encoder.width]))
        self.norm = _norm(encoder, "emb.ln")
        self.layers = nn.ModuleList(Layer(encoder, n) for n in range(layers))
        self.head = nn.Linear(encoder.width, len(TECHNIQUES))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        x = self.norm(self.words(ids) + self.positions[: ids.shape[1]])
        for layer in self.layers:
            x = layer(x, mask)
        weights = mask[..., None].float()
        mean = (x * weights).sum(1) / weights.sum(1)
        return self.head(F.dropout(mean, 0.1, self.training))


def _linear(encoder: Encoder, name: str) -> Adapted:
    return Adapted(encoder.matrices[f"{name}.w"].values(), np.array(encoder.tensors[f"{name}.b"]))


def _norm(encoder: Encoder, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(encoder.width, eps=1e-12)
    norm.weight.data = torch.tensor(np.array(encoder.tensors[f"{name}.w"]))
    norm.bias.data = torch.tensor(np.array(encoder.tensors[f"{name}.b"]))
    return norm
