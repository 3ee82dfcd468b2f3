"""What people do to questions without meaning anything by it: typing errors, missing marks, a sentence around them."""

import random
import re

CARRIERS = [
    "I attached a screenshot. {}", "{} See the picture.", "{} The image is attached.", "Here is a picture. {}", "[Image #1] {}",
    "[Image #1] {}", "Look at this: {}", "{} I need it for work.", "So, {}", "Hi there! {} Thank you.", "{} (screenshot below)",
    "<image> {}", "screenshot.png {}", "Hello, {}", "Sorry to bother you again. {}", "{} I can't tell.", "{} Just curious.",
]  # fmt: skip


def vary(text: str, chance: random.Random) -> str:
    if chance.random() < 0.1:
        text = chance.choice(CARRIERS).format(text)
    if chance.random() < 0.25:
        text = re.sub(r"[.!?¿¡？。]", "", text)
    if chance.random() < 0.2:
        text = mistype(text, chance)
    return text.strip() or "?"


def mistype(text: str, chance: random.Random) -> str:
    """One error in one longer word; the first letter stays, as it does under people's hands."""
    words = [match for match in re.finditer(r"[a-zA-ZÀ-ÿ]{4,}", text)]
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]
