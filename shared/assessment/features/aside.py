"""Beside the question: off the topic, or an answer to another question than the one that was asked."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from shared.assessment.features.calibration import standings
from shared.assessment.features.competency_fit import competency_fit
from shared.assessment.features.questions import is_open, unlike, usual_questions
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import bounds, weighed
from shared.assessment.features.specificity import checkable
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder
from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.model import Rubric

OWN_SHARE = 0.6
QUICK_SHARE = 0.5
CHECKED = ("number", "name", "date")
ACTS = 1.8
"""Under which an answer stays at the bottom level anyway, and need not be taken for a recital."""
IDLE_MARGIN = 0.7
NO_QUESTION, NO_USUAL, NO_COMPETENCY = 0.25, 0.8, 1.45
"""Quick encoder. Under all three stand 4 of 175 true answers of bench/data, and 30 of 40 that are small talk."""
NARROW, WORTH_ASKING = 0.3, 0.7
"""Where the asked competencies fit the answer as well as any, or nearly and the quick encoder sees no other question,
it is to its question, and the careful encoder is not asked."""


Reason = Literal["off_topic", "another_question", "perhaps_another_question", "rubric_recited"]


class Aside(NamedTuple):
    """Why an answer is beside the question, with the figures in ``detail``.

    ``perhaps_another_question`` is a doubt: the answer is scored, and a person is asked to look.
    """

    reason: Reason
    detail: str

    @property
    def refuses(self) -> bool:
        """Whether nothing may be scored."""
        return self.reason != "perhaps_another_question"


def aside(
    reading: Reading, question: str, rubrics: Sequence[Rubric], features: Sequence[Feature], embedder: Embedder
) -> Aside | None:
    """Return why the answer is to no question or to another one, or None. Never without a known question.

    An answer that tells facts and acts is believed to be one unless it stands as far from every other question that
    interviews ask: people answer by stories whose words are not the question's.
    """
    by_name = {feature.name: feature for feature in features}
    if "relevance" not in by_name:
        return None
    own, facts = by_name["relevance"].raw, by_name["specificity"].raw
    found, open_to_any = bounds(reading.language), is_open(question, reading.language, embedder)
    if by_name["relevance"].source == embedder.careful.name:
        least = found.off_topic_open if open_to_any else found.off_topic
        far = own < least and (facts < found.thin_facts or _is_idle(reading, least, embedder))
        if far or (not open_to_any and own < found.idle_own and _is_no_work(reading, question, embedder)):
            return Aside("off_topic", f"relevance {own:.1f} standard deviations above off-topic talk")
    asked = max(competency_fit(reading, rubric, embedder).raw for rubric in rubrics)
    told = by_name["specificity"]
    bare = checkable(told) >= ACTS and not any(told.parts.get(kind) for kind in CHECKED)
    if bare and asked > found.recited_fit:
        return Aside("rubric_recited", f"{asked:.1f} near the rubric's own words, and no name, number or date")
    return None if open_to_any else _to_another(reading, question, asked, embedder)


def _is_idle(reading: Reading, least: float, embedder: Embedder) -> bool:
    """Whether a story full of facts is one that no interview asks for: as far from every usual question."""
    usual = usual_questions(reading.language)
    return max(_nearness(reading, text, embedder.careful) for text in usual) < least + IDLE_MARGIN


def _is_no_work(reading: Reading, question: str, embedder: Embedder) -> bool:
    """Whether the quick encoder finds neither the question, nor any usual one, nor any competency in the answer."""
    if _nearness(reading, question, embedder.quick) >= NO_QUESTION:
        return False
    if max(_nearness(reading, text, embedder.quick) for text in usual_questions(reading.language)) >= NO_USUAL:
        return False
    return max(competency_fit(reading, rubric, embedder).raw for rubric in load().values()) < NO_COMPETENCY


def _to_another(reading: Reading, question: str, asked: float, embedder: Embedder) -> Aside | None:
    """Margins together: how much nearer some usual question of another subject is, to both encoders, and how much
    better some competency fits than those that the question is to show. The careful encoder, which is slow, is asked
    where the last one is wide."""
    found = bounds(reading.language)
    best = max(competency_fit(reading, rubric, embedder).raw for rubric in load().values())
    others = unlike(question, reading.language, embedder)
    if best - asked < NARROW or not others:
        return None
    quick = max(_nearness(reading, other, embedder.quick) for other in others)
    quicker = quick - _nearness(reading, question, embedder.quick)
    if (best - asked) + QUICK_SHARE * quicker < WORTH_ASKING:
        return None
    own = _nearness(reading, question, embedder.careful)
    nearest, text = max((_nearness(reading, other, embedder.careful), other) for other in others)
    doubt = (nearest - own) + QUICK_SHARE * quicker + (best - asked) - OWN_SHARE * own
    if doubt < found.perhaps_other_bar:
        return None
    detail = f"{nearest:.1f} for «{text}», {own:.1f} for the one asked"
    return Aside("another_question" if doubt >= found.other_bar else "perhaps_another_question", detail)


def _nearness(reading: Reading, question: str, embedder: Embedder) -> float:
    passages = [reading.said(span) for span in reading.passages]
    return weighed(standings(embedder, question, passages, reading.language), reading.passages)
