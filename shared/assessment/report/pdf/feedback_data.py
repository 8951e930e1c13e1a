"""The candidate's version as plain data for its template."""

from shared.assessment.report.candidate_contracts import CandidateFeedback, FeedbackGap, FeedbackQuote
from shared.assessment.report.pdf.frame_data import Data, frame_data
from shared.assessment.report.wording import feedback_wording
from shared.assessment.report.words import clock


def feedback_document(feedback: CandidateFeedback) -> Data:
    """Return everything that the template ``feedback.typ`` shows."""
    words = feedback_wording(feedback.language)["page"]
    title = f"{words['title']} · {feedback.position}"
    made = f"{words['made_at']} {feedback.built_at:%Y-%m-%d}"
    standing = feedback.standing
    return {
        **frame_data(feedback.language, title, title, words["confidential"], made),
        "kind": words["title"],
        "words": words,
        "greeting": words["greeting"].format(name=feedback.candidate),
        "position": feedback.position,
        "intro": words["intro"],
        "strengths": [
            {"title": one.title, "why": one.why, "quotes": [_quote(quote, words) for quote in one.quotes]}
            for one in feedback.strengths
        ],
        "suggestions": [{"title": one.title, "text": one.text} for one in feedback.suggestions],
        "percentile": standing
        and {
            "value": f"{standing.percentile:.0f}",
            "at": standing.percentile,
            "low": standing.low,
            "high": standing.high,
            "range": words["percentile_range"].format(
                low=f"{standing.low:.0f}", high=f"{standing.high:.0f}", n=standing.n
            ),
        },
        "percentile_note": feedback.standing_note,
        "parts": [
            {
                "title": words["unscored"],
                "lines": [_gap(gap, words) for gap in feedback.not_scored] or [words["unscored_none"]],
            },
            {"title": words["made"], "lines": feedback.made},
            {"title": words["human"], "lines": feedback.human},
            {"title": words["correction"], "lines": feedback.correction},
            {"title": words["rights"], "lines": feedback.rights},
        ],
    }


def _quote(quote: FeedbackQuote, words: Data) -> Data:
    at = "" if quote.at_ms is None else f" · {clock(quote.at_ms)}"
    return {"where": words["question"].format(number=quote.question) + at, "text": quote.quote}


def _gap(gap: FeedbackGap, words: Data) -> str:
    where = words["question"].format(number=gap.question) + (f" · {gap.title}" if gap.title else "")
    return f"{where}  {gap.why}"
