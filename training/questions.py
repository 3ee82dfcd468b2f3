"""The questions that people wrote for this router, and the ones that a grammar makes of words and frames."""

import re
from dataclasses import dataclass
from pathlib import Path

TECHNIQUES = ["full_low", "preserve", "crop", "transcode"]
FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class Question:
    text: str
    technique: str
    language: str
    family: str


def read_questions(split: str) -> list[Question]:
    """Every file of a split is a family: questions by one kind of person, all in the same split."""
    return [question for path in sorted((FOLDER / split).glob("*.txt")) for question in read_family(path)]


def read_family(path: Path) -> list[Question]:
    technique = language = ""
    questions = []
    for line in path.read_text("utf-8").splitlines():
        heading = re.fullmatch(r"\[(\w+) (\w+)\]", line)
        if heading:
            technique, language = heading.groups()
            if technique not in TECHNIQUES:
                raise ValueError(f"{path}: unknown technique {technique}")
        elif line and not line.startswith("#"):
            questions.append(Question(line, technique, language, path.stem))
    return questions
