"""Why somebody is not taken: about the job, never about what somebody is."""

import pytest

from shared.recruiting.applications.reasons import NoSuchReason, NoteNeeded, checked, reject_reasons

UNLAWFUL = ("sex", "gender", "age", "marri", "child", "pregnan", "ethnic", "faith", "relig", "disab", "health", "hukou")


def test_every_reason_is_worded_in_both_languages() -> None:
    for reason in reject_reasons().values():
        assert all([reason.title.zh, reason.title.en, reason.explains.zh, reason.explains.en]), reason.code


def test_no_reason_is_what_somebody_is() -> None:
    parts = [part for reason in reject_reasons() for part in reason.split("_")]
    assert not [part for part in parts for word in UNLAWFUL if part.startswith(word)]


def test_a_reason_that_is_not_in_the_list_is_refused_in_both_languages() -> None:
    with pytest.raises(NoSuchReason, match="没有该淘汰原因"):
        checked("too_old", "35+")


def test_a_judgement_says_what_it_rests_on() -> None:
    with pytest.raises(NoteNeeded):
        checked("skills_below_requirement", "  ")
    assert checked("skills_below_requirement", "Wrote no test.").code == "skills_below_requirement"
    assert checked("position_filled", None).code == "position_filled"
