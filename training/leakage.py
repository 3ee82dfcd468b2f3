"""Keeps questions that are asked in an examination out of the lessons."""

from questions import Question

LIKENESS = 0.7
"""Share of letter groups in common from which two questions count as the same one."""


def drop_known(lessons: list[Question], examination: list[Question]) -> list[Question]:
    asked = [letter_groups(question.text) for question in examination]
    return [question for question in lessons if not is_among(letter_groups(question.text), asked)]


def letter_groups(text: str) -> frozenset[str]:
    plain = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.lower()).split())} "
    return frozenset(plain[at : at + 3] for at in range(max(1, len(plain) - 2)))


def is_among(groups: frozenset[str], asked: list[frozenset[str]]) -> bool:
    return any(len(groups & other) >= LIKENESS * len(groups | other) for other in asked)
