"""Writes the trained router as ONNX, beside its tokenizer and its calibration."""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from encoder_weights import BLOCK, Encoder, Quantized, encoder_path, read_encoder
from ngrams import to_bytes
from questions import TECHNIQUES
from router_model import MAX_TOKENS
from vocabulary import SPECIAL

CONTRIB = "com.microsoft"


class Graph:
    """Nodes and constants, in the order in which they run."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, name: str, *inputs: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name, **attributes))
        return name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "models" / "router")
    arguments = parser.parse_args()
    trained = torch.load(arguments.trained)
    encoder = read_encoder(encoder_path())
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = build_model(encoder, trained)
    onnx.checker.check_model(model)
    onnx.save(model, arguments.out / "model_quantized.onnx")
    write_json(arguments.out / "tokenizer.json", tokenizer_json(encoder, trained["kept"]))
    config = {
        "model_type": "bert",
        "id2label": {str(n): technique for n, technique in enumerate(TECHNIQUES)},
        "headroom": {**trained["calibration"], "max_tokens": MAX_TOKENS},
    }
    table, step = to_bytes(trained["table"])
    (arguments.out / "ngrams.bin").write_bytes(np.float32(step).tobytes() + table.numpy().tobytes())
    write_json(arguments.out / "config.json", config, indent=2)


def build_model(encoder: Encoder, trained: dict) -> onnx.ModelProto:
    state = {name: value.numpy() for name, value in trained["state"].items()}
    graph = Graph()
    x = add_embeddings(graph, encoder, trained["kept"], state)
    for n in range(trained["layers"]):
        x = add_layer(graph, n, encoder, state, x)
    graph.add("ReduceMean", "mean", x, graph.constant("tokens", np.array([1], np.int64)), keepdims=0)
    graph.add("Gemm", "logits", "mean", *weight_and_bias(graph, "head", state), transB=1)
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "length"])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, len(TECHNIQUES)])
    body = helper.make_graph(graph.nodes, "router", [ids], [logits], graph.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=10, producer_name="headroom")


def add_embeddings(graph: Graph, encoder: Encoder, kept: list[int], state: dict[str, np.ndarray]) -> str:
    codes = encoder.words.codes[kept].astype(np.int8) - 8
    packed = pack((codes & 15).astype(np.uint8))
    words = helper.make_tensor("words", TensorProto.INT4, codes.shape, packed.tobytes(), raw=True)
    graph.constants.append(words)
    scales = graph.constant("words.scales", encoder.words.scales[kept])
    graph.add("GatherBlockQuantized", "word", "words", "input_ids", scales, domain=CONTRIB, block_size=BLOCK, quantize_axis=1)
    graph.add("Shape", "length", "input_ids", start=1)
    graph.add("Slice", "position", graph.constant("positions", state["positions"]), graph.constant("first", np.array([0])), "length")
    graph.add("Add", "placed", "word", "position")
    return add_norm(graph, "norm", state, "placed")


def add_layer(graph: Graph, number: int, encoder: Encoder, state: dict[str, np.ndarray], x: str) -> str:
    at = f"layers.{number}"
    heads, size = encoder.heads, encoder.width // encoder.heads

    def linear(part: str, name: str, given: str) -> str:
        return add_linear(graph, f"{at}.{part}", encoder.matrices[f"l{number}.{name}.w"], state, given)

    split = graph.constant(f"{at}.split", np.array([0, 0, heads, size]))
    parts = {}
    for part, order in {"q": [0, 2, 1, 3], "k": [0, 2, 3, 1], "v": [0, 2, 1, 3]}.items():
        apart = graph.add("Reshape", f"{at}.{part}.apart", linear(part, part, x), split)
        parts[part] = graph.add("Transpose", f"{at}.{part}.heads", apart, perm=order)
    product = graph.add("MatMul", f"{at}.product", parts["q"], parts["k"])
    scaled = graph.add("Mul", f"{at}.scaled", product, graph.constant(f"{at}.scale", np.float32(size**-0.5)))
    attention = graph.add("Softmax", f"{at}.attention", scaled, axis=-1)
    context = graph.add("MatMul", f"{at}.context", attention, parts["v"])
    together = graph.add("Transpose", f"{at}.together", context, perm=[0, 2, 1, 3])
    flat = graph.add("Reshape", f"{at}.flat", together, graph.constant(f"{at}.join", np.array([0, 0, encoder.width])))
    attended = graph.add("Add", f"{at}.with", x, linear("attended", "ao", flat))
    x = add_norm(graph, f"{at}.attended_norm", state, attended)
    inner = graph.add("Gelu", f"{at}.gelu", linear("inner", "fi", x))
    outer = graph.add("Add", f"{at}.out", x, linear("outer", "fo", inner))
    return add_norm(graph, f"{at}.outer_norm", state, outer)


def add_linear(graph: Graph, at: str, matrix: Quantized, state: dict[str, np.ndarray], x: str) -> str:
    """The encoder's matrix in 4 bits, plus the detour that was trained."""
    rows, columns = matrix.codes.shape
    inputs = [graph.constant(f"{at}.codes", pack(matrix.codes)), graph.constant(f"{at}.scales", matrix.scales.ravel())]
    how = {"K": columns, "N": rows, "bits": 4, "block_size": BLOCK, "accuracy_level": 4}
    straight = graph.add("MatMulNBits", f"{at}.straight", x, *inputs, domain=CONTRIB, **how)
    narrow = graph.add("MatMul", f"{at}.narrow", x, half(graph, f"{at}.down", state))
    detour = graph.add("MatMul", f"{at}.detour", narrow, half(graph, f"{at}.up", state))
    both = graph.add("Add", f"{at}.both", straight, detour)
    return graph.add("Add", f"{at}.sum", both, graph.constant(f"{at}.bias", state[f"{at}.bias"]))


def half(graph: Graph, name: str, state: dict[str, np.ndarray]) -> str:
    """A matrix, transposed, in half precision on disk; the runtime widens it once, when it opens the model."""
    narrow = graph.constant(f"{name}.half", state[name].T.astype(np.float16))
    return graph.add("Cast", name, narrow, to=TensorProto.FLOAT)


def pack(codes: np.ndarray) -> np.ndarray:
    """Two codes per byte, the earlier one in the lower half; one row of bytes per block."""
    blocks = codes.reshape(codes.shape[0], -1, BLOCK)
    return (blocks[..., 0::2] | blocks[..., 1::2] << 4).astype(np.uint8)


def add_norm(graph: Graph, at: str, state: dict[str, np.ndarray], x: str) -> str:
    return graph.add("LayerNormalization", f"{at}.normed", x, *weight_and_bias(graph, at, state), epsilon=1e-12)


def weight_and_bias(graph: Graph, at: str, state: dict[str, np.ndarray]) -> list[str]:
    return [graph.constant(f"{at}.{part}", state[f"{at}.{part}"]) for part in ("weight", "bias")]


def tokenizer_json(encoder: Encoder, kept: list[int]) -> dict:
    special = [
        {"id": n, "content": name, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for n, name in enumerate(SPECIAL)
    ]
    pieces = [[encoder.vocabulary.pieces[n], round(float(encoder.vocabulary.scores[n]), 3)] for n in kept]
    ends = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": ends,
            "pair": ends,
            "special_tokens": {name: {"id": name, "ids": [n], "tokens": [name]} for n, name in enumerate(SPECIAL) if n in (0, 2)},
        },
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 3, "byte_fallback": False, "vocab": pieces},
    }


def write_json(path: Path, value: dict, indent: int | None = None) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", "utf-8")


if __name__ == "__main__":
    main()
