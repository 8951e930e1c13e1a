"""A corpus through the scorer: the same in one process and in two, and one bad answer ends nothing."""

from pathlib import Path
from typing import Any

import pytest

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.judging import JudgeCase, Verdict
from shared.assessment.local_judge import LocalJudge
from shared.assessment.scoring import AnswerSubject
from shared.assessment.validity.corpus import CorpusInterview
from shared.assessment.validity.groups import group_effects
from shared.assessment.validity.report import ValidityReport, counted, groups_of, rating_agreements, rows
from shared.assessment.validity.running import score_corpus
from shared.assessment.validity.scored import Bench, score_interview
from shared.kernel.errors import NotFound, Unavailable
from shared.kernel.language import Language
from shared.platform.embedder import open_embedder
from tests.builders.assessed import GOOD_EN, GOOD_ZH, QUESTION_EN, QUESTION_ZH, RAMBLING_EN, assessed

WEIGHTS = {"teamwork": 0.6, "communication": 0.4}


def interview(name: str = "i1", *texts: str, question: str = QUESTION_EN, **changed: Any) -> CorpusInterview:
    answers = [{"question": question, "transcript": text} for text in texts or (GOOD_EN,)]
    return CorpusInterview.model_validate({"id": name, "answers": answers, **changed})


def bench(judge: Any = None, score_recording: Any = None) -> Bench:
    return Bench(judge or LocalJudge(open_embedder()), WEIGHTS, Path("/corpus"), score_recording=score_recording)


def no_bench() -> Bench:
    raise Unavailable("The text embedder cannot be loaded.", "Install it.")


def test_an_interview_has_an_overall_its_competencies_and_its_features() -> None:
    found = score_interview(interview("i1", GOOD_EN, GOOD_EN, ratings={"overall": 4}, groups={"sex": "f"}), bench())
    assert found.overall is not None
    assert set(found.competencies) == set(WEIGHTS)
    assert {"structure", "specificity", "relevance"} <= set(found.features)
    assert (found.answers, found.answers_scored, found.not_scored) == (2, 2, {})
    assert found.words == sum(found.tokens.values()) > 150
    assert found.columns["score/overall"] == found.overall
    assert all(value == value for value in found.columns.values())
    assert (found.ratings, found.groups) == ({"overall": 4.0}, {"sex": "f"})


def test_a_question_is_not_needed() -> None:
    assert score_interview(interview("i1", GOOD_EN, question=""), bench()).overall is not None


def test_mandarin_is_scored() -> None:
    assert score_interview(interview("i1", GOOD_ZH, question=QUESTION_ZH, language="zh"), bench()).overall is not None


def test_what_cannot_be_scored_is_counted_by_its_reason() -> None:
    found = score_interview(interview("i1", "", "Yes."), bench())
    assert (found.overall, found.answers_scored) == (None, 0)
    assert found.not_scored == {"nothing_said": 1, "too_little_said": 1}


class Failing(LocalJudge):
    """Fails on answers that speak of hiking."""

    def judge(self, case: JudgeCase) -> Verdict:
        if "hiking" in case.transcript.text:
            raise ZeroDivisionError("by hiking")
        return super().judge(case)


def test_a_failure_of_the_scorer_is_told_and_the_rest_is_scored() -> None:
    found = score_interview(interview("i1", RAMBLING_EN, GOOD_EN), bench(Failing(open_embedder())))
    assert found.overall is not None
    assert found.not_scored == {"scorer_failed": 1}
    assert found.problems == ("i1, answer 1: the scorer failed: ZeroDivisionError: by hiking",)


def test_a_recording_goes_through_the_engines_and_an_unreadable_one_gives_way_to_its_transcript() -> None:
    opened: list[Path] = []

    def listen(path: Path, subject: AnswerSubject, language: Language | None) -> AnswerAssessed:
        opened.append(path)
        if path.name == "none.wav":
            raise NotFound("There is no such recording.", "Give another.")
        return assessed(competencies=tuple(WEIGHTS))

    answers = [{"transcript": "ignored", "audio": "a.wav"}, {"transcript": GOOD_EN, "video": "none.wav"}]
    told = CorpusInterview.model_validate({"id": "i1", "answers": answers})
    found = score_interview(told, bench(score_recording=listen))
    assert opened == [Path("/corpus/a.wav"), Path("/corpus/none.wav")]
    assert found.answers_scored == 2
    assert "Its transcript counts instead." in found.problems[0]


@pytest.mark.slow
def test_two_processes_give_the_same_in_the_same_order() -> None:
    corpus = [interview(f"i{row}", GOOD_EN if row % 2 else RAMBLING_EN) for row in range(6)]
    done: list[tuple[int, int]] = []
    two = score_corpus(corpus, bench, workers=2, progress=lambda *told: done.append(told))
    assert two == score_corpus(corpus, bench, workers=1)
    assert done == [(row + 1, 6) for row in range(6)]


@pytest.mark.slow
def test_what_is_not_installed_is_told_from_another_process() -> None:
    with pytest.raises(Unavailable, match="The text embedder cannot be loaded"):
        score_corpus([interview(f"i{row}") for row in range(4)], no_bench, workers=2)


def test_the_document_has_everything_and_no_nan() -> None:
    texts = (GOOD_EN, RAMBLING_EN, GOOD_EN[:290], "")
    corpus = [
        interview(
            f"i{row}", texts[row % 4], texts[row % 3], ratings={"b": row % 3, "a": 5}, groups={"sex": "fm"[row % 2]}
        )
        for row in range(12)
    ]
    scored = score_corpus(corpus, bench, workers=1)
    report = ValidityReport(
        corpus="test",
        judge="local",
        weights=WEIGHTS,
        counted=counted(scored),
        ratings=rating_agreements(scored),
        groups=groups_of(scored),
        interviews=rows(scored),
    )
    written = report.model_dump_json()
    assert "NaN" not in written
    assert ValidityReport.model_validate_json(written) == report
    assert [one.rating for one in report.ratings] == ["a", "b"]
    assert report.ratings[0].overall.note == "the rating is the same for all"
    assert report.counted.without_score
    assert report.groups == group_effects([one.overall for one in scored], [one.groups for one in scored])
