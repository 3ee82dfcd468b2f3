"""Trains the router. See README.md; `python train.py --help` names the few things that can be chosen."""

import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tokenizers import Tokenizer
from torch import Tensor

from augment import vary
from calibrate import calibration
from encoder_weights import encoder_path, read_encoder
from grammar import make_questions
from leakage import EXAMINATIONS, drop_known
from ngrams import bag, fit_table, score
from questions import FOLDER, TECHNIQUES, Question, read_family, read_questions
from router_model import MAX_TOKENS, Router
from vocabulary import choose_pieces, make_tokenizer

SEED = 20_261_121
BATCH = 32
MEMORY = 0.998
"""What is kept are the weights averaged over the last steps, some 500 of them: they say more than those of the last one."""


def main() -> None:
    arguments = parse_arguments()
    torch.manual_seed(SEED)
    torch.set_num_threads(arguments.threads)
    encoder = read_encoder(encoder_path())
    unseen = [question for split in EXAMINATIONS for question in read_questions(split)]
    written = drop_known(read_questions("train"), unseen) + read_family(FOLDER / "examples.txt") * 4
    made = drop_known(make_questions(arguments.made, random.Random(SEED)), unseen)
    kept = choose_pieces(encoder.vocabulary, [question.text for question in written], arguments.pieces)
    tokenizer = make_tokenizer([(encoder.vocabulary.pieces[n], float(encoder.vocabulary.scores[n])) for n in kept])
    router = Router(encoder, arguments.layers, kept)
    print(f"{len(written)} written, {len(made)} made, {len(kept)} pieces, {arguments.layers} layers", flush=True)
    router = fit(router, tokenizer, written, made, arguments)
    table = fit_ngrams(written + made)
    chosen = calibrate(router, tokenizer, table)
    trained = {"state": router.state_dict(), "kept": kept, "layers": arguments.layers}
    torch.save({**trained, "table": table, "calibration": chosen}, arguments.out)


def fit_ngrams(questions: list[Question]) -> Tensor:
    chance = random.Random(SEED)
    texts = [question.text for question in questions] + [vary(question.text, chance) for question in questions]
    return fit_table(texts, targets(questions * 2))


def calibrate(router: Router, tokenizer: Tokenizer, table: Tensor) -> dict[str, float]:
    """Weighs the two opinions by the tuning questions, and prints how they do, apart and together."""
    tune = read_questions("tune")
    encoder = logits_of(router, tokenizer, tune)
    ngrams = score(table, bag([question.text for question in tune]))
    chosen = calibration(encoder, ngrams, targets(tune))
    both = chosen["encoder_weight"] * encoder + chosen["ngrams_weight"] * ngrams
    for name, logits in {"encoder": encoder, "ngrams": ngrams, "both": both}.items():
        print(f"{name}: {(logits.argmax(1) == targets(tune)).float().mean():.3f}")
    print(chosen)
    for question, scores in zip(tune, both.softmax(1)):
        answer = TECHNIQUES[scores.argmax()]
        if answer != question.technique:
            print(f"  {question.family}: {question.text!r} is {question.technique}, not {answer} ({scores.max():.2f})")
    return chosen


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("router.pt"))
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--pieces", type=int, default=20_000)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--made", type=int, default=3_200, help="questions of the grammar")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def fit(
    router: Router, tokenizer: Tokenizer, written: list[Question], made: list[Question], arguments: argparse.Namespace
) -> Router:
    chance = random.Random(SEED)
    average = AveragedModel(router, multi_avg_fn=get_ema_multi_avg_fn(MEMORY))
    learning = [parameter for parameter in router.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=arguments.rate, weight_decay=0.01)
    total = arguments.epochs * ((len(written) + len(made)) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / (total * 0.1), (total - step) / total))
    tune = read_questions("tune")
    for epoch in range(arguments.epochs):
        started, losses = time.time(), []
        router.train()
        for batch in batches(written + made, chance):
            ids, mask = encode(tokenizer, [vary(question.text, chance) for question in batch])
            loss = F.cross_entropy(router(ids, mask), targets(batch))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(router)
            losses.append(loss.item())
        right = (logits_of(average.module, tokenizer, tune).argmax(1) == targets(tune)).float().mean().item()
        loss = sum(losses) / len(losses)
        print(f"epoch {epoch + 1}: loss {loss:.3f}, tune {right:.3f}, {time.time() - started:.0f} s", flush=True)
    return average.module


def batches(questions: list[Question], chance: random.Random) -> list[list[Question]]:
    """Questions of like length share a batch, so that little is spent on padding."""
    mixed = sorted(chance.sample(questions, len(questions)), key=lambda question: len(question.text) + chance.random() * 12)
    cut = [mixed[at : at + BATCH] for at in range(0, len(mixed), BATCH)]
    return chance.sample(cut, len(cut))


def encode(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    rows = [[0, *encoding.ids[: MAX_TOKENS - 2], 2] for encoding in tokenizer.encode_batch(texts)]
    width = max(map(len, rows))
    ids = torch.tensor([row + [1] * (width - len(row)) for row in rows])
    return ids, ids != 1


def targets(questions: list[Question]) -> Tensor:
    return torch.tensor([TECHNIQUES.index(question.technique) for question in questions])


@torch.no_grad()
def logits_of(router: Router, tokenizer: Tokenizer, questions: list[Question]) -> Tensor:
    router.eval()
    parts = [questions[at : at + 64] for at in range(0, len(questions), 64)]
    return torch.cat([router(*encode(tokenizer, [question.text for question in part])) for part in parts])


if __name__ == "__main__":
    main()
