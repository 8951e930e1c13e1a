"""The whole adversarial set: the same every time, because each kind draws with a seed of its own."""

from collections.abc import Mapping
from random import Random

from bench.adversarial.copied_question import copied_question
from bench.adversarial.evasive_filler import evasive_filler
from bench.adversarial.gibberish import gibberish
from bench.adversarial.instruction_to_judge import instruction_to_judge
from bench.adversarial.keyword_stuffing import keyword_stuffing
from bench.adversarial.model import AdversarialAnswer, Attack, EmbeddedPair, Kind
from bench.adversarial.off_topic_talk import off_topic_talk
from bench.adversarial.other_question import other_question
from bench.adversarial.repetition import repetition
from bench.adversarial.silence_fillers import silence_fillers
from bench.adversarial.sources import answers, joined, phrases, sentences
from bench.adversarial.template_answer import template_answer
from shared.kernel.language import LANGUAGES, Language

ATTACKS: Mapping[Kind, Attack] = {
    "gibberish": gibberish,
    "copied_question": copied_question,
    "keyword_stuffing": keyword_stuffing,
    "other_question": other_question,
    "off_topic_talk": off_topic_talk,
    "instruction_to_judge": instruction_to_judge,
    "repetition": repetition,
    "evasive_filler": evasive_filler,
    "silence_fillers": silence_fillers,
    "template_answer": template_answer,
}


def generate() -> tuple[AdversarialAnswer, ...]:
    """Return every answer that must not be scored above level 1, as many in Chinese as in English."""
    return tuple(
        AdversarialAnswer(
            id=f"{kind}-{attempt.way}-{attempt.asked.key}-{language}-{place:02}",
            kind=kind,
            language=language,
            question=attempt.asked.text,
            competencies=attempt.asked.competencies,
            text=attempt.text,
        )
        for kind, attack in ATTACKS.items()
        for language in LANGUAGES
        for place, attempt in enumerate(attack(language, Random(f"{kind} {language}")))
    )


def embedded() -> tuple[EmbeddedPair, ...]:
    """Return good answers with an instruction to the judge put into their middle or at their end."""
    return tuple(pair for language in LANGUAGES for pair in _pairs(language))


def _pairs(language: Language) -> list[EmbeddedPair]:
    said, given = phrases(language)["instruction_to_judge"], answers(language)
    rng = Random(f"embedded {language}")
    found = []
    for place, (key, competency) in enumerate(phrases(language)["embedded"]["clean"]):
        told = sentences(given[key].text)
        at, where = (len(told), "end") if place % 2 else (len(told) // 2, "middle")
        attack = [said["appended"]] * (place % 3 == 0) + [rng.choice(said["texts"])]
        found.append(
            EmbeddedPair(
                id=f"embedded-{where}-{key.replace('#', '-')}-{language}",
                language=language,
                question=given[key].question,
                competencies=(competency,),
                clean=joined(told, language),
                attacked=joined([*told[:at], *attack, *told[at:]], language),
            )
        )
    return found
