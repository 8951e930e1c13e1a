"""Beside the question: off the topic, or an answer to another question than the one that was asked."""

from collections.abc import Sequence
from statistics import fmean
from typing import Literal, NamedTuple

from shared.assessment.features.calibration import standings
from shared.assessment.features.competency_fit import competency_fit
from shared.assessment.features.questions import Placed, Subject, asks_for_story, is_open, placed, usual_questions
from shared.assessment.features.reading import Reading
from shared.assessment.features.relevance import bounds, weighed
from shared.assessment.features.specificity import checkable
from shared.assessment.model.score import Feature
from shared.assessment.ports import Embedder
from shared.assessment.rubrics.catalogue import load
from shared.assessment.rubrics.model import Rubric

OWN_SHARE = 0.6
QUICK_SHARE = 0.5
NEAREST = 3
"""Subjects and competencies that an answer is held to be nearer to: the mean of three. The single nearest is often one
whose words the answer shares by chance: with one true answer of bench/data refused in each language, three tell 35 of
50 apart that tell enough, one tells 27."""
IN_ANY_STORY = ("attention_to_detail", "communication", "language_expression")
"""How a thing is done or told, which no usual question asks for: attention to detail fits every fifth true English
answer of bench/data best of all competencies."""
UNKNOWN = 0.7
"""Added to the bars where the question is of no usual subject: what it asks for is then known by its words alone."""
CHECKED = ("number", "name", "date")
ACTS = 1.8
"""Under which an answer stays at the bottom level anyway, and need not be taken for a recital, nor be refused."""
IDLE_MARGIN = 0.7
NO_QUESTION, NO_USUAL, NO_COMPETENCY = 0.25, 0.9, 1.45
"""Quick encoder. Under all three stand 5 of 206 true answers of bench/data, and 33 of 40 that are small talk."""
MANY_FACTS = 2.0
"""Times ``thin_facts``: who tells that much is not taken for one who chats; the chats of the set reach 1.3 times."""
WORTH_ASKING = 0.35
"""Margin of competencies and quick encoder together, under which the careful one, which is slow, is not asked."""


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
        chats = own < found.idle_own and facts < MANY_FACTS * found.thin_facts
        if far or (not open_to_any and chats and _is_no_work(reading, question, embedder)):
            return Aside("off_topic", f"relevance {own:.1f} standard deviations above off-topic talk")
    asked = max(competency_fit(reading, rubric, embedder).raw for rubric in rubrics)
    told = by_name["specificity"]
    bare = checkable(told) >= ACTS and not any(told.parts.get(kind) for kind in CHECKED)
    if bare and asked > found.recited_fit:
        return Aside("rubric_recited", f"{asked:.1f} near the rubric's own words, and no name, number or date")
    if open_to_any:
        return None
    thin = checkable(told) < ACTS and asks_for_story(question, reading.language, embedder)
    return _to_another(reading, question, asked, embedder, refuse=not thin)


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


def _to_another(reading: Reading, question: str, asked: float, embedder: Embedder, refuse: bool) -> Aside | None:
    """Margins together: how much nearer usual subjects that the question does not ask for are, to both encoders, and
    how much better other competencies fit than those that the question is to show. Without ``refuse`` it is a doubt
    at the most."""
    found, place = bounds(reading.language), placed(question, reading.language, embedder)
    if not place.others:
        return None
    fits = [competency_fit(reading, rubric, embedder).raw for key, rubric in load().items() if key not in IN_ANY_STORY]
    better = max(0.0, fmean(sorted(fits)[-NEAREST:]) - asked)
    quick = _margin(reading, question, place, embedder.quick)
    sooner = better + QUICK_SHARE * (quick.others - quick.own)
    if sooner < WORTH_ASKING:
        return None
    careful = _margin(reading, question, place, embedder.careful)
    doubt = sooner + careful.others - careful.own - OWN_SHARE * careful.own - (0.0 if place.own else UNKNOWN)
    if doubt < found.perhaps_other_bar:
        return None
    detail = f"{careful.others:.1f} for «{careful.nearest[0]}» and the like, {careful.own:.1f} for the one asked"
    return Aside("another_question" if refuse and doubt >= found.other_bar else "perhaps_another_question", detail)


class _Margin(NamedTuple):
    """How near an answer is to the question's own subject and to the nearest others, by one encoder."""

    own: float
    others: float
    nearest: Subject


def _margin(reading: Reading, question: str, place: Placed, embedder: Embedder) -> _Margin:
    own = _nearness(reading, question, embedder)
    if place.own:
        own = fmean((own, _nearness_of(reading, place.own, embedder)))
    ranked = sorted(((_nearness_of(reading, other, embedder), other) for other in place.others), reverse=True)
    return _Margin(own, fmean(near for near, _ in ranked[:NEAREST]), ranked[0][1])


def _nearness_of(reading: Reading, subject: Subject, embedder: Embedder) -> float:
    """The mean over the phrasings: one may share words with the answer by chance."""
    return fmean(_nearness(reading, text, embedder) for text in subject)


def _nearness(reading: Reading, question: str, embedder: Embedder) -> float:
    passages = [reading.meant(span) for span in reading.passages]
    return weighed(standings(embedder, question, passages, reading.language), reading.passages)
