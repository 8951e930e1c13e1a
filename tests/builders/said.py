"""What somebody said or wrote, as a transcript, without the whole of scoring behind it."""

import re
from collections.abc import Sequence

from shared.assessment.features.reading import Reading, Span
from shared.assessment.judging import JudgeCase
from shared.assessment.model.reference import Reference
from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.rubrics.model import Rubric, RubricText
from shared.kernel.clock import Milliseconds
from shared.kernel.language import Language

PIECE = re.compile(r"[\u3400-\u9fff][^\w\s]*|\s*[^\s\u3400-\u9fff]+|\s+")
QUESTION = "Tell me about a disagreement in your team. What did you do?"
ANSWER = (
    "Last spring our data engineer and I disagreed about the import job. I asked him for half an hour and I wrote down "
    "each of his concerns. Then we settled on a small rewrite of the parser, which I did with him in four days. As a "
    "result the error rate fell from six percent to under one, and since then we have planned every change together."
)


def said(text: str, language: Language = "en", *, word_ms: int = 400) -> Transcript:
    """``text`` as if it had been spoken evenly, in two segments where there are enough words."""
    pieces = PIECE.findall(text)
    words = tuple(
        Word(text=piece, start_ms=_ms(at * word_ms), end_ms=_ms((at + 1) * word_ms), probability=0.9)
        for at, piece in enumerate(pieces)
    )
    half = len(words) // 2
    bounds = [(0, half), (half, len(words))] if half else [(0, len(words))]
    return Transcript(
        text="".join(pieces).strip(),
        language=language,
        language_probability=1.0,
        detected_language=language,
        duration_ms=_ms(len(words) * word_ms),
        speech_ms=_ms(len(words) * word_ms),
        words=words,
        segments=tuple(_segment(words, first, end) for first, end in bounds if first < end),
        model="scripted",
    )


def rubric(competency: str = "teamwork") -> Rubric:
    """A rubric with five anchors in both languages."""
    anchors = tuple(f"{competency} behaviour of level {level}" for level in range(1, 6))
    text = RubricText(title=competency.title(), definition=f"Shows {competency}.", anchors=anchors)
    return Rubric(competency=competency, version="2026-11.1", en=text, zh=text)


def case(
    text: str = ANSWER,
    *competencies: str,
    language: Language = "en",
    question: str = QUESTION,
    reference: Reference | None = None,
) -> JudgeCase:
    """One answer to be judged by one rubric or several."""
    return JudgeCase(
        question=question,
        transcript=said(text, language),
        rubrics=tuple(rubric(name) for name in competencies or ("teamwork",)),
        reference=reference,
    )


def shown(transcript: Transcript, spans: Sequence[Span]) -> list[str]:
    """The text of spans."""
    return [Reading(transcript).said(span) for span in spans]


def _segment(words: Sequence[Word], first: int, end: int) -> Segment:
    return Segment(
        first_word=first,
        end_word=end,
        start_ms=words[first].start_ms,
        end_ms=words[end - 1].end_ms,
        text="".join(word.text for word in words[first:end]).strip(),
    )


def _ms(value: int) -> Milliseconds:
    return Milliseconds(value)
