"""May this answer be scored at all? Abstaining with a reason comes before any number."""

from collections.abc import Sequence
from typing import Literal

from shared.assessment.features.borrowed import has_blanks, recites, repeats_itself, repeats_question
from shared.assessment.features.gibberish import is_gibberish
from shared.assessment.features.reading import Reading
from shared.assessment.rubrics.model import Rubric
from shared.kernel.language import Language

NotScored = Literal[
    "nothing_said",
    "too_little_said",
    "unclear_speech",
    "language_not_accepted",
    "question_repeated",
    "not_language",
    "repetition",
    "rubric_recited",
    "template",
    "instruction_to_judge",
    "off_topic",
    "another_question",
]
"""Why a competency has no score. The wording for people is in ``shared/assessment/report/wording``."""

FEWEST_TOKENS = {"zh": 20, "en": 15}
"""Characters and words, without hesitation sounds, under which there is nothing to judge."""
LOWEST_PROBABILITY = 0.45
"""Mean word probability under which the recogniser guessed."""


def why_not(
    reading: Reading, question: str, accepted: Sequence[Language], rubrics: Sequence[Rubric] = ()
) -> NotScored | None:
    """Return the first reason why this answer cannot be scored, or None when it can be.

    Needs no embedder; ``off_topic`` and ``another_question`` are found later. An empty ``accepted`` accepts every
    language, an empty ``question`` can be repeated by nobody.
    """
    if accepted and _in_other_language(reading, accepted):
        return "language_not_accepted"
    if not reading.tokens:
        return "nothing_said"
    if reading.transcript.mean_probability < LOWEST_PROBABILITY:
        return "unclear_speech"
    if len(reading.spoken) < FEWEST_TOKENS[reading.language]:
        return "too_little_said"
    if question.strip() and repeats_question(reading, question):
        return "question_repeated"
    if repeats_itself(reading):
        return "repetition"
    if is_gibberish(reading):
        return "not_language"
    if has_blanks(reading):
        return "template"
    return "rubric_recited" if recites(reading, rubrics) else None


def _in_other_language(reading: Reading, accepted: Sequence[Language]) -> bool:
    heard, used = reading.transcript.detected_language, reading.language
    return used not in accepted or (heard != used and heard not in accepted)
