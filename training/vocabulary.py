"""Keeps the pieces of the encoder's vocabulary that the languages of the router need: 250,000 would be most of the model."""

from collections import Counter

import wordfreq
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from encoder_weights import Vocabulary

LANGUAGES = {
    "en": 30_000, "de": 16_000, "fr": 14_000, "es": 14_000, "zh": 10_000,
    "pt": 4_000, "it": 4_000, "nl": 3_000, "ja": 3_000,
}  # fmt: skip
"""Words looked at per language, the most frequent first."""

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def make_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """Case is folded: questions are typed in a hurry, and half the pieces do."""
    tokenizer = Tokenizer(models.Unigram(pieces, SPECIAL.index("<unk>"), False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def choose_pieces(vocabulary: Vocabulary, texts: list[str], size: int) -> list[int]:
    """Numbers of the pieces to keep: those of the texts, then those that write the most frequent words."""
    tokenizer = make_tokenizer(list(zip(vocabulary.pieces, vocabulary.scores.tolist())))
    weights: Counter[int] = Counter()
    for language, count in LANGUAGES.items():
        frequencies = sorted(wordfreq.get_frequency_dict(language).items(), key=lambda item: -item[1])[:count]
        encodings = tokenizer.encode_batch([word for word, _ in frequencies])
        for (_, frequency), encoding in zip(frequencies, encodings):
            for piece in encoding.ids:
                weights[piece] += frequency
    for encoding in tokenizer.encode_batch(texts):
        for piece in encoding.ids:
            weights[piece] += 1.0
    kept = [vocabulary.pieces.index(name) for name in SPECIAL]
    singles = [n for n, piece in enumerate(vocabulary.pieces) if len(piece) == 1 and piece.isascii() and n not in kept]
    frequent = [piece for piece, _ in weights.most_common() if piece not in kept and piece not in singles]
    return sorted((kept + singles + frequent)[:size])
