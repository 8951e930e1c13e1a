"""What the demo shows of an interview's progress."""

from typing import Any

from rich.console import Console

from local.demo.progress import read_progress, so_far, table_of

NAMES = {"a1": "mandarin", "a2": "weak"}


def told(status: str = "open", problem: Any = None, **answers: dict[str, Any]) -> dict[str, Any]:
    usual: dict[str, Any] = {"status": "awaited", "step": None, "seconds": {}, "reason": None}
    rows = [{"answer_id": answer_id, **usual, **answers.get(answer_id, {})} for answer_id in NAMES]
    return {"status": status, "problem": problem, "answers": rows}


def shown(data: dict[str, Any]) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table_of(read_progress(data, NAMES)))
    return capture.get()


def test_an_interview_is_over_when_its_report_is_there() -> None:
    done = {"status": "assessed", "step": "recorded"}
    assert not read_progress(told("reporting", a1=done, a2=done), NAMES).over
    assert read_progress(told("reported", a1=done, a2=done), NAMES).over


def test_an_interview_without_a_report_is_over_when_the_problem_is_known() -> None:
    done = {"status": "failed", "step": None}
    reason = {"code": "internal", "problem": "The report broke.", "remedy": "Make it again."}
    progress = read_progress(told("stuck", reason, a1=done, a2=done), NAMES)
    assert progress.over
    assert progress.problem == "The report broke. Make it again."


def test_a_failed_answer_keeps_its_reason_in_words() -> None:
    reason = {"code": "no_audio", "problem": "There is no sound.", "remedy": "Record it again."}
    data = told(a1={"status": "failed", "reason": reason})
    assert "failed" in shown(data)
    assert read_progress(data, NAMES).answers[0].reason == "There is no sound. Record it again."


def test_a_step_that_is_done_shows_the_seconds_it_took() -> None:
    scoring = {"status": "assessing", "step": "scoring", "seconds": {"transcribe": 4.26, "watch": 71.0}}
    text = shown(told(a1=scoring))
    assert "✓ 4.3 s" in text
    assert "✓ 1 min 11 s" in text


def test_the_scores_so_far_stand_in_one_line_with_their_interval() -> None:
    competencies = [{"competency": "teamwork", "score": 70.2}, {"competency": "leadership", "score": None}]
    counts = {"answers_settled": 1, "answers_total": 3}
    running = {"overall": 70.2, "low": 52.0, "high": 88.4, "competencies": competencies, **counts}
    assert so_far(running).plain == "scores so far  70 (52–88)  teamwork 70  from 1 of 3 answers"
    assert "none yet" in so_far({**running, "overall": None}).plain
    assert "none yet" in so_far(None).plain
