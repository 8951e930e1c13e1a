"""The recruiter's report as plain data in one language."""

from collections.abc import Sequence

from shared.assessment.report.contracts import InterviewReport, ReportedCompetency
from shared.assessment.report.pdf.answer_data import answer_data
from shared.assessment.report.pdf.frame_data import Data, frame_data, receipts_data, versions_data, words_of
from shared.assessment.report.radar import radar
from shared.assessment.report.summary import Gap, extremes, gaps, to_look_at
from shared.assessment.report.wording import wording
from shared.assessment.report.words import sure, title_of, word
from shared.kernel.language import Language


def report_document(report: InterviewReport, language: Language) -> Data:
    """Return everything that the template ``report.typ`` shows."""
    words = words_of(language)
    ends = extremes(report.competencies)
    title = f"{report.candidate} · {words['report']}"
    made = f"{words['made']} {report.built_at:%Y-%m-%d %H:%M} UTC · {words['revision']} {report.revision}"
    drawn = radar(report.competencies)
    return {
        **frame_data(language, title, title, words["confidential"], made),
        "words": {**words, "level_text": words["rubric"]},
        "candidate": report.candidate,
        "position": report.position.read_in(language),
        "facts": _facts(report, words),
        "overall": _overall(report, words),
        "proposal": _proposal(report, language, words),
        "strongest": _standing(ends.strongest, language),
        "weakest": _standing(ends.weakest, language),
        "radar": drawn and {**drawn._asdict(), "spokes": [spoke._asdict() for spoke in drawn.spokes]},
        "competencies": [
            _competency(one, number, language, words) for number, one in enumerate(report.competencies, start=1)
        ],
        "answers": [answer_data(answer, number, language) for number, answer in enumerate(report.answers, start=1)],
        "gaps": [_gap(gap, language) for gap in gaps(report)],
        "limits": wording(language)["limits"]["points"],
        "versions": versions_data(report.versions, language),
        "receipts": receipts_data(report.answers, language),
    }


def _facts(report: InterviewReport, words: Data) -> list[str]:
    return [
        f"{words['made']} {report.built_at:%Y-%m-%d %H:%M} UTC",
        f"{words['revision']} {report.revision} · {words['summary_answers']} "
        f"{report.answers_assessed}/{report.answers_total} · {words['scored_in']} {report.answers_scored}",
    ]


def _overall(report: InterviewReport, words: Data) -> Data:
    norm = report.norm
    lines = []
    if report.low is not None and report.high is not None:
        lines.append(f"{words['interval']} {report.low:.0f}–{report.high:.0f}")
    if norm.percentile is None:
        lines.append(f"{words['norm_none']} (n\u00a0=\u00a0{norm.n})")
    else:
        between = "" if norm.low is None or norm.high is None else f" ({norm.low:.0f}–{norm.high:.0f})"
        lines.append(f"{words['norm']} {norm.percentile:.0f}{between} · {norm.cohort}, n\u00a0=\u00a0{norm.n}")
    return {
        "score": report.overall,
        "low": report.low,
        "high": report.high,
        "cut": report.proposal.cut,
        "lines": lines,
    }


def _proposal(report: InterviewReport, language: Language, words: Data) -> Data:
    proposal = report.proposal
    looks = dict.fromkeys(f"{words['question']} {number}" for number, _ in to_look_at(report))
    return {
        "outcome": proposal.outcome,
        "words": word(language, "outcome", proposal.outcome),
        "rule": word(language, "rule", proposal.rule),
        "cut": None if proposal.cut is None else f"{words['cut']} {proposal.cut:.0f}",
        "look": ("、" if language == "zh" else ", ").join(looks) or None,
    }


def _standing(ones: Sequence[ReportedCompetency], language: Language) -> list[Data]:
    return [
        {
            "score": f"{one.score or 0.0:.0f}",
            "title": one.title.read_in(language),
            "text": one.level_text.read_in(language) if one.level_text else "",
        }
        for one in ones
    ]


def _competency(one: ReportedCompetency, number: int, language: Language, words: Data) -> Data:
    facts = [f"{one.weight * 100:.0f} %", word(language, "confidence", sure(one.confidence)), str(one.answers)]
    unscored = "" if one.score is not None else words["not_scored"]
    return {
        "number": number,
        "title": one.title.read_in(language),
        "score": one.score,
        "low": one.low,
        "high": one.high,
        "interval": "" if one.low is None or one.high is None else f"{one.low:.0f}–{one.high:.0f}",
        "level": "–" if one.level is None else str(one.level),
        "text": one.level_text.read_in(language) if one.level_text else unscored,
        "facts": facts,
    }


def _gap(gap: Gap, language: Language) -> str:
    where = f"{word(language, 'page', 'question')} {gap.number} · "
    colon = "：" if language == "zh" else ": "
    if gap.answer.assessed and gap.competency and gap.code:
        title = title_of(language, gap.answer.assessed, gap.competency)
        return f"{where}{title}{colon}{word(language, 'not_scored_reason', gap.code)}"
    status = word(language, "status", gap.status)
    problem = wording(language)["reason"][gap.reason.code]["problem"] if gap.reason else ""
    return where + status + (colon + problem if problem else "")
