"""What a typist wrote and nobody said is not judged."""

from itertools import pairwise

import pytest

from shared.assessment.validity.cleaning import cleaned, cuts


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("I led the team [laughter] and we won.", "I led the team and we won."),
        ("Well (pause) I left. (laughs) It was fine.", "Well I left. It was fine."),
        ("I [long pause], uh, stayed (inaudible 00:12).", "I, uh, stayed."),
        ("我先找他谈（停顿）然后【笑】我们改了方案。", "我先找他谈然后我们改了方案。"),
        ("I worked at IBM (a big firm) for two years.", "I worked at IBM (a big firm) for two years."),
        ("Interviewee: I like it.", "I like it."),
        (
            "Interviewer: Who are you?\nInterviewee: I study physics.\nInterviewer: Why?\nInterviewee: Stars",
            "I study physics. Stars",
        ),
        (
            "Interviewer: How are you? Interviewee: Fine. Interviewer: Good. Go on. Interviewee: We won.",
            "Fine. We won.",
        ),
        ("Interviewer: How are you?|Interviewee: Fine.|Interviewer: Good.", "Fine."),
        ("面试官：请介绍一下自己。\n应聘者：我学物理。", "我学物理。"),
        ("Q: Why us?\nA: Because of the product.", "Because of the product."),
        ("A: we met. I had one question: why did it fail?", "A: we met. I had one question: why did it fail?"),
        ("I told the interviewer: I would rather wait.", "I told the interviewer: I would rather wait."),
        ("00:00 I began.\n00:07 Then I stopped.", "I began. Then I stopped."),
        ("12:30 was when we left.", "12:30 was when we left."),
        ("INTERVIEWER 1: Hello. CANDIDATE: Hi there.", "Hi there."),
        ("", ""),
    ],
)
def test_notes_tags_and_the_interviewers_turns_go(written: str, said: str) -> None:
    assert cleaned(written) == said


def test_cuts_do_not_overlap_and_stand_in_order() -> None:
    text = "Interviewer: Hi [laughs] there. (pause)\nInterviewee: Hello [noise] you."
    found = cuts(text)
    assert all(before.end < after.start for before, after in pairwise(found))
