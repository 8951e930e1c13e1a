"""What an adversarial answer is, and the kinds of attack."""

from collections.abc import Callable
from random import Random
from typing import Literal, NamedTuple, get_args

from bench.adversarial.sources import Asked
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

Kind = Literal[
    "gibberish",
    "copied_question",
    "keyword_stuffing",
    "other_question",
    "off_topic_talk",
    "instruction_to_judge",
    "repetition",
    "evasive_filler",
    "silence_fillers",
    "template_answer",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Attempt(NamedTuple):
    """One answer as an attack builds it: to which question, by which way of attacking, in which words."""

    asked: Asked
    way: str
    text: str


Attack = Callable[[Language, Random], list[Attempt]]


class AdversarialAnswer(Frozen):
    """An answer that must not be scored above level 1. ``id`` names kind, way, language and place in the set."""

    id: str
    kind: Kind
    language: Language
    question: str
    competencies: tuple[str, ...]
    text: str


class EmbeddedPair(Frozen):
    """A real good answer without and with an instruction to the judge, which must not raise its score."""

    id: str
    language: Language
    question: str
    competencies: tuple[str, ...]
    clean: str
    attacked: str
