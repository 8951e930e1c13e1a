"""One answer as plain data in one language: strings and figures, which the template sets as they are."""

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Evidence, Judgement
from shared.assessment.report.builder import Z_95, level_text, versions
from shared.assessment.report.charts import charts, duration_ms
from shared.assessment.report.contracts import ReportedAnswer
from shared.assessment.report.marks import Close, Piece, pieces
from shared.assessment.report.measures import expressions, grouped
from shared.assessment.report.pdf.frame_data import Data, frame_data, receipts_data, versions_data, words_of
from shared.assessment.report.wording import wording
from shared.assessment.report.words import (
    clock,
    figure,
    note_words,
    reason_kind,
    reason_words,
    rubric_of,
    sure,
    title_of,
    word,
)
from shared.kernel.language import Language


def answer_document(assessed: AnswerAssessed, language: Language) -> Data:
    """Return the document of one answer."""
    answer = ReportedAnswer(
        answer_id=assessed.answer_id, question=assessed.question, status="assessed", assessed=assessed
    )
    words = words_of(language)
    made = f"{words['made']} {assessed.assessed_at:%Y-%m-%d %H:%M} UTC"
    return {
        **frame_data(language, words["answer_report"], words["answer_report"], words["confidential"], made),
        "heading": words["answer_report"],
        "words": words,
        "answer": answer_data(answer, 1, language),
        "limits": wording(language)["limits"]["points"],
        "versions": versions_data(versions([answer]), language),
        "receipts": receipts_data([answer], language),
    }


def answer_data(answer: ReportedAnswer, number: int, language: Language) -> Data:
    """Return question ``number`` with all that became of it."""
    words = wording(language)
    reason = words["reason"][answer.reason.code] if answer.reason and not answer.assessed else None
    data: Data = {
        "kicker": f"{words['page']['question']} {number} · {word(language, 'status', answer.status)}",
        "question": answer.question,
        "reason": reason,
        "assessed": answer.assessed is not None,
    }
    return data if answer.assessed is None else {**data, **_assessed(answer.assessed, language)}


def _assessed(assessed: AnswerAssessed, language: Language) -> Data:
    duration = duration_ms(assessed)
    faces = expressions(assessed)
    return {
        "pieces": [_piece(piece) for piece in pieces(assessed)],
        "scores": [_score(assessed, score, number, language) for number, score in enumerate(assessed.scores, start=1)],
        "charts": [*_charts(assessed, language), *_strips(assessed, language)],
        "charts_note": word(language, "page", "expression_note") if faces else "",
        "half": clock(duration / 2),
        "end": clock(duration),
        "groups": [
            {
                "name": word(language, "group", group),
                "features": [
                    {
                        "name": word(language, "feature", feature.name),
                        "value": feature.value,
                        "figure": figure(language, feature),
                    }
                    for feature in features
                ],
            }
            for group, features in grouped(assessed)
        ],
        "flags": [_flag(flag, language) for flag in assessed.flags],
    }


def _piece(piece: Piece) -> Data:
    return {
        "text": piece.text,
        "marks": [mark.number for mark in piece.marks],
        "closing": [{"number": close.number, "text": _closed(close)} for close in piece.closing],
    }


def _closed(close: Close) -> str:
    return str(close.number) if close.at_ms is None else f"{close.number}·{clock(close.at_ms)}"


def _score(assessed: AnswerAssessed, score: CompetencyScore, number: int, language: Language) -> Data:
    margin = Z_95 * score.standard_error if score.standard_error else None
    anchor = level_text(rubric_of(assessed, score.competency), score.level)
    return {
        "number": number,
        "title": title_of(language, assessed, score.competency),
        "score": score.score,
        "low": None if score.score is None or margin is None else max(0.0, score.score - margin),
        "high": None if score.score is None or margin is None else min(100.0, score.score + margin),
        "level": f"{word(language, 'page', 'level')} {score.level}",
        "text": anchor.read_in(language) if anchor else None,
        "confidence": _confidence(score.confidence, language),
        "why_not": word(language, "not_scored_reason", score.not_scored or "judge_unsure"),
        "look": score.needs_human,
        "reasons": [{"kind": reason_kind(reason), "words": reason_words(language, reason)} for reason in score.reasons],
        "quotes": [_quote(quote, language) for quote in score.evidence],
        "judges": [_judgement(one, language) for one in score.judgements],
    }


def _confidence(confidence: float, language: Language) -> str:
    return f"{word(language, 'page', 'confidence')} {word(language, 'confidence', sure(confidence))}"


def _quote(quote: Evidence, language: Language) -> Data:
    return {
        "at": clock(quote.start_ms) if quote.end_ms else "",
        "text": quote.quote,
        "label": word(language, "label", quote.label) if quote.label else "",
    }


def _judgement(one: Judgement, language: Language) -> list[str]:
    spread = "" if one.spread is None else f" ± {one.spread:.1f}"
    told = [
        word(language, "not_scored_reason", one.not_scored) if one.not_scored else "",
        note_words(language, one.note),
        *(reason_words(language, reason) for reason in one.reasons),
    ]
    return [
        one.judge,
        "–" if one.score is None else f"{one.score:.0f}{spread}",
        "–" if one.level is None else str(one.level),
        word(language, "confidence", sure(one.confidence)),
        " ".join(filter(None, told)) or "–",
    ]


def _charts(assessed: AnswerAssessed, language: Language) -> list[Data]:
    return [{**chart._asdict(), "name": word(language, "page", chart.name), "cells": []} for chart in charts(assessed)]


def _strips(assessed: AnswerAssessed, language: Language) -> list[Data]:
    empty: Data = {"lines": [], "bands": [], "guides": [], "low": "", "high": ""}
    return [
        {**empty, "name": word(language, "expression", strip.name), "cells": [tuple(cell) for cell in strip.cells]}
        for strip in expressions(assessed)
    ]


def _flag(flag: Flag, language: Language) -> str:
    at = f" · {clock(flag.start_ms)}" if flag.start_ms is not None and flag.end_ms else ""
    return word(language, "flag", flag.code) + (f" ({flag.detail})" if flag.detail else "") + at
