"""People read the reasons: few, short, and the position's right answers stay secret."""

from shared.assessment.llm.reasons import LONGEST, readable
from shared.assessment.model.reference import Reference
from tests.builders.said import ANSWER

SECRET = Reference(answers=("A B-tree keeps its keys sorted and splits full nodes.", "索引用来避免扫描整张数据表"))


def details(said: list[str], reference: Reference | None = SECRET, heard: str = ANSWER) -> list[str]:
    return [reason.detail for reason in readable(said, reference, heard)]


def test_two_reasons_are_kept_and_long_ones_cut() -> None:
    assert details(["one", "one", "x" * 1000, "three"]) == ["one", "x" * LONGEST]


def test_a_reason_that_gives_the_right_answer_away_is_left_out() -> None:
    assert details(["The right answer: a b-tree keeps its keys sorted, which is not said.", "Too short."]) == [
        "Too short."
    ]
    assert details(["没有说出索引用来避免扫描整张表"]) == []


def test_what_the_candidate_said_is_no_secret() -> None:
    said = "Well, a B-tree keeps its keys sorted and splits full nodes."
    assert len(details(["Says that a B-tree keeps its keys sorted and splits full nodes."], heard=said)) == 1


def test_without_a_reference_nothing_is_secret() -> None:
    assert details(["A B-tree keeps its keys sorted and splits full nodes."], None) != []
