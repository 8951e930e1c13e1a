"""A whole interview's report as it looks in use: four questions, seven competencies, everything that a page can show.

Written by hand and not by a judge, so that what the pages show does not change with the scoring.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from shared.assessment.contracts import AnswerAssessed, VisionPart
from shared.assessment.features.reading import Reading, Span
from shared.assessment.model.answer import Reason
from shared.assessment.model.flags import Flag
from shared.assessment.model.receipt import Receipt
from shared.assessment.model.score import CompetencyScore, Evidence, Feature, Judgement, ScoreReason
from shared.assessment.model.transcript import Transcript
from shared.assessment.model.vision import Expression, VisionSecond
from shared.assessment.pipeline import (
    AggregatedInterview,
    CompetencyResult,
    InterviewRef,
    NormedInterview,
    Percentile,
    ProposedInterview,
)
from shared.assessment.report.builder import build
from shared.assessment.report.contracts import InterviewReport, ReportedAnswer
from shared.decision.contracts import Proposal
from shared.kernel.ids import AnswerId, InterviewId, PositionId, TenantId
from shared.kernel.language import Language
from shared.kernel.localized import LocalizedText
from tests.builders import report_words
from tests.builders.assessed import probe, transcript, vision

BUILT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
TENANT, INTERVIEW, POSITION = TenantId("acme"), InterviewId("int_7"), PositionId("pos_3")
WEIGHTS = {
    "teamwork": 2.0,
    "communication": 2.0,
    "problem_solving": 2.0,
    "responsibility": 1.0,
    "learning_agility": 1.0,
}
RESULTS = (
    ("teamwork", 78.0, 7.5),
    ("communication", 71.0, 8.0),
    ("problem_solving", 64.0, 9.0),
    ("responsibility", 57.0, 10.5),
    ("learning_agility", 48.0, 11.0),
    ("customer_orientation", None, None),
)
NO_SOUND = Reason(code="no_audio", problem="The recording has no sound track.", remedy="Ask for another recording.")


def full_report(language: Language, **changed: Any) -> InterviewReport:
    """Return the report of an interview that was held in ``language``."""
    said = report_words.SAID[language]
    results = tuple(
        CompetencyResult(
            competency=name, score=score, standard_error=error, confidence=0.0 if score is None else 0.72, answers=1
        )
        for name, score, error in RESULTS
    )
    aggregated = AggregatedInterview(
        interview=InterviewRef(tenant_id=TENANT, interview_id=INTERVIEW, position_id=POSITION, revision=2),
        competencies=results,
        overall=67.0,
        standard_error=4.3,
        answers_assessed=3,
        answers_scored=3,
        answers_total=4,
    )
    norm = Percentile(cohort="backend 2026-10", n=46, percentile=71.0, low=58.0, high=82.0)
    proposal = Proposal(outcome="review", cut=60.0, basis="Answers are missing.", rule="answers_missing")
    lines = [
        *(_line(number, language) for number in (1, 2, 3)),
        ReportedAnswer(answer_id=AnswerId("a4"), question=said["question_4"], status="failed", reason=NO_SOUND),
    ]
    report = build(
        ProposedInterview(normed=NormedInterview(aggregated=aggregated, norm=norm), proposal=proposal),
        said["candidate"],
        LocalizedText(zh="后端工程师", en="Back-end engineer"),
        WEIGHTS,
        lines,
        BUILT,
        language,
    )
    return report.model_copy(update=changed)


def answer(number: int, language: Language) -> AnswerAssessed:
    """Return one of the three assessed answers."""
    said = report_words.SAID[language]
    heard = transcript(said[f"answer_{number}"], language, word_ms=210 if language == "zh" else 300)
    quotes = {key: _quotes(heard, found) for key, found in report_words.QUOTES[language][number].items()}
    seconds = heard.duration_ms // 1000 + 1
    seen = vision(seconds, absent=range(5, 8) if number == 3 else range(0))
    return AnswerAssessed(
        tenant_id=TENANT,
        interview_id=INTERVIEW,
        answer_id=AnswerId(f"a{number}"),
        question=said[f"question_{number}"],
        medium="video",
        media=probe(heard.duration_ms),
        transcript=heard,
        vision=VisionPart(summary=seen.summary, timeline=tuple(_faced(second) for second in seen.timeline)),
        features=_features(language, number),
        scores=_scores(number, quotes),
        receipt=_receipt(number),
        flags=(Flag(code="too_dark", detail="brightness 0.18"),) if number == 3 else (),
        assessed_at=BUILT,
        stage_seconds={"transcribe": 2.1},
    )


def _line(number: int, language: Language) -> ReportedAnswer:
    made = answer(number, language)
    return ReportedAnswer(answer_id=made.answer_id, question=made.question, status="assessed", assessed=made)


def _quotes(heard: Transcript, found: Sequence[tuple[str, str]]) -> tuple[Evidence, ...]:
    reading = Reading(heard)
    starts = [(heard.text.index(words), words, label) for words, label in found]
    return tuple(reading.evidence(Span(start, start + len(words)), label) for start, words, label in starts)


def _scores(number: int, quotes: Mapping[str, tuple[Evidence, ...]]) -> tuple[CompetencyScore, ...]:
    strong, weak = _reasons("strong_star_coverage", "strong_specificity"), _reasons("strong_relevance", "weak_argument")
    if number == 1:
        return (
            _score("teamwork", 78.0, 4, 0.76, quotes["teamwork"], strong),
            _score("communication", 71.0, 4, 0.7, quotes["communication"], weak),
        )
    if number == 2:
        judged = (
            _judgement("local 2026-11.2", 58.0, 3, quotes["problem_solving"], ()),
            _judgement("llm claude 2026-11.1", 74.0, 4, quotes["problem_solving"], (_said(),), spread=0.4),
        )
        return (
            _score("problem_solving", 64.0, 4, 0.52, quotes["problem_solving"], weak, judgements=judged, human=True),
            _score("responsibility", 57.0, 3, 0.63, quotes["responsibility"], _reasons("weak_collective_agency")),
        )
    return (
        _score(
            "learning_agility",
            48.0,
            3,
            0.5,
            quotes["learning_agility"],
            _reasons("weak_specificity", "weak_elaboration", "capped_evidence"),
        ),
        CompetencyScore(
            competency="customer_orientation",
            score=None,
            level=None,
            confidence=0.0,
            standard_error=None,
            not_scored="no_evidence",
            judge="local 2026-11.2",
            rubric_version="2026-11.2",
        ),
    )


def _score(
    competency: str,
    points: float,
    level: int,
    confidence: float,
    evidence: tuple[Evidence, ...],
    reasons: tuple[ScoreReason, ...],
    *,
    judgements: tuple[Judgement, ...] = (),
    human: bool = False,
) -> CompetencyScore:
    return CompetencyScore(
        competency=competency,
        score=points,
        level=level,
        confidence=confidence,
        standard_error=9.0,
        evidence=evidence,
        reasons=reasons,
        judge="ensemble 2026-11.1" if judgements else "local 2026-11.2",
        rubric_version="2026-11.2",
        judgements=judgements,
        needs_human=human,
    )


def _judgement(
    judge: str,
    points: float,
    level: int,
    evidence: tuple[Evidence, ...],
    reasons: tuple[ScoreReason, ...],
    spread: float | None = None,
) -> Judgement:
    return Judgement(
        judge=judge, score=points, level=level, confidence=0.6, evidence=evidence, reasons=reasons, spread=spread
    )


def _reasons(*codes: str) -> tuple[ScoreReason, ...]:
    return tuple(ScoreReason(code=code) for code in codes)


def _said() -> ScoreReason:
    return ScoreReason(
        code="said", detail="Finds the cause by measuring before changing anything, and checks the result."
    )


def _features(language: Language, number: int) -> tuple[Feature, ...]:
    rate = "characters a minute" if language == "zh" else "words a minute"
    dip = 0.2 if number == 3 else 0.0
    shown: Sequence[tuple[str, str, float | None, float, str]] = (
        ("relevance", "language", 0.86, 2.4, "standard deviations above off-topic talk"),
        ("star_coverage", "language", 0.9 - 2 * dip, 4 - number // 3, "parts of situation, task, action, result"),
        ("argument", "language", 0.42, 1, "parts of claim, evidence, conclusion"),
        ("specificity", "language", 0.74 - 2 * dip, 9 - 2 * number, "numbers, names, dates and own actions"),
        ("collective_agency", "language", 0.55 - dip, 0.62, "share"),
        ("fluency", "speech", 0.71, 224 if language == "zh" else 148, rate),
        ("articulation_rate", "speech", None, 4.6, "syllables a second"),
        ("pauses", "speech", None, 8.2, "pauses a minute"),
        ("pause_longest", "speech", None, 1.9, "seconds"),
        ("pitch_variation", "speech", None, 3.4, "semitones"),
        ("signal_to_noise", "speech", None, 24, "dB"),
        ("gaze", "vision", None, 0.81, "share"),
        ("blink_rate", "vision", None, 14, "blinks a minute"),
        ("framing", "vision", None, 0.93, "share"),
    )
    parts = {"star_coverage": {"situation": 1.0, "task": 1.0, "action": 1.0, "result": 0.0 if dip else 1.0}}
    return tuple(
        Feature.model_validate(
            {
                "name": name,
                "group": group,
                "value": value,
                "raw": raw,
                "unit": unit,
                "source": "transcript",
                "confidence": 0.8,
                "parts": parts.get(name, {}),
            }
        )
        for name, group, value, raw, unit in shown
    )


def _faced(second: VisionSecond) -> VisionSecond:
    if not second.faces:
        return second
    happy = round(0.35 + 0.3 * math.sin(second.at_ms / 5000), 2)
    surprise = 0.25 if (second.at_ms // 1000) % 11 == 3 else 0.02
    rest = round(1 - happy - surprise - 0.04, 2)
    faced = Expression(
        angry=0.01, disgust=0.01, fear=0.01, happy=happy, sad=0.01, surprise=surprise, neutral=max(0.0, rest)
    )
    return second.model_copy(update={"expression": faced})


def _receipt(number: int) -> Receipt:
    digests = [f"{place}{number}c4e9a07b5d2f8136" * 4 for place in "abcdef"]
    return Receipt(
        transcript=digests[0][:64],
        features=digests[1][:64],
        rubrics={"teamwork": digests[2][:64]} if number == 1 else {},
        weights=digests[3][:64],
        weights_version="local 2026-11.2",
        models={"transcription": "whisper-base", "embedding": "e5-small"},
    )
