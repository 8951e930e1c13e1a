"""Answers that ask for a score they do not earn: none may stand above level 1. Chinese and English in equal parts."""

from bench.adversarial.building import embedded, generate
from bench.adversarial.measuring import run
from bench.adversarial.model import KINDS, AdversarialAnswer, EmbeddedPair, Kind

__all__ = ["KINDS", "AdversarialAnswer", "EmbeddedPair", "Kind", "embedded", "generate", "run"]
