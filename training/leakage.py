"""Keeps questions that are asked in an examination out of the lessons."""

from questions import Question, read_questions

LIKENESS = 0.7
"""Share of letter groups in common from which two questions count as the same one."""

EXAMINATIONS = ["tune", "test", "holdout"]
"""Splits that nothing is learned from."""


def drop_known(lessons: list[Question], examination: list[Question]) -> list[Question]:
    asked = [letter_groups(question.text) for question in examination]
    return [question for question in lessons if not is_among(letter_groups(question.text), asked)]


def letter_groups(text: str) -> frozenset[str]:
    plain = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.lower()).split())} "
    return frozenset(plain[at : at + 3] for at in range(max(1, len(plain) - 2)))


def is_among(groups: frozenset[str], asked: list[frozenset[str]]) -> bool:
    return any(likeness(groups, other) >= LIKENESS for other in asked)


def likeness(groups: frozenset[str], other: frozenset[str]) -> float:
    return len(groups & other) / len(groups | other)


def main() -> None:
    """Prints how like the questions of each examination are to the lessons, before anything is dropped."""
    lessons = [letter_groups(question.text) for question in read_questions("train")]
    for split in EXAMINATIONS:
        asked = [letter_groups(question.text) for question in read_questions(split)]
        known = [max(likeness(groups, lesson) for lesson in lessons) for groups in asked]
        same = sum(likest >= LIKENESS for likest in known)
        print(f"{split}: {len(known)} questions, {same} of them like a lesson; the likest shares {max(known):.2f}")


if __name__ == "__main__":
    main()
