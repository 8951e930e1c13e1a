"""Words of an answer that speak to the judge, the system or the model: found here, and judged by nobody.

The patterns are data (``instructions.toml``). They find what people say to a judge, not all that can be said: behind
them stand the data block, the quotes, and the rule that a model never lifts what the local judge keeps at the bottom.
"""

import re

from shared.assessment.features.reading import Reading, Span
from shared.assessment.llm.instruction_rules import Compiled, Rule, instruction_rules
from shared.assessment.llm.plain import Plain, plain
from shared.assessment.llm.removal import restored, without

__all__ = ["addressed_to_judge", "restored", "without"]

CLAUSE = re.compile(r"[.!?;,:\n…]+(?=\s|$|[\u3400-\u9fff\"'<\[{])|(?<=[\u3400-\u9fff])[.!?;,:]+")
"""Where a clause ends, in text that was made plain."""


def addressed_to_judge(reading: Reading) -> tuple[Span, ...]:
    """Return the clauses of a transcript that speak to whoever judges it, in order and apart; empty for honest speech.

    Both languages' patterns are tried whatever the transcript's language is.
    """
    rules = instruction_rules()
    heard = plain(reading.text)
    text = heard.text.translate(rules.fold)
    starts = _clause_starts(reading, heard)
    found = [match.span() for compiled in rules.rules for match in _anywhere(compiled, text, starts)]
    sentences = _sentences(reading, heard)
    for compiled in rules.rules:
        if compiled.rule.where == "clause":
            for match in compiled.pattern.finditer(text):
                begun = _begins_clause(compiled.rule, text, match.start(), starts)
                if begun or _in_company(match.start(), found, sentences):
                    found.append(match.span())
    return _joined([_whole_clauses(span, starts, heard, reading.text) for span in found])


def _anywhere(compiled: Compiled, text: str, starts: list[int]) -> list[re.Match[str]]:
    if compiled.rule.where != "anywhere":
        return []
    return [match for match in compiled.pattern.finditer(text) if not _told_of(compiled.rule, text, match, starts)]


def _told_of(rule: Rule, text: str, match: re.Match[str], starts: list[int]) -> bool:
    """Whether the word right before says that this is told of, not asked for. The start of a clause asks."""
    if rule.language == "any" or match.start() in starts:
        return False
    rules = instruction_rules()
    if rules.openings[rule.language].search(text, 0, match.start()):
        return False
    return rules.not_after[rule.language].search(text, 0, match.start()) is not None


def _begins_clause(rule: Rule, text: str, start: int, starts: list[int]) -> bool:
    clause = max((place for place in starts if place <= start), default=0)
    if rule.language == "any":
        return not text[clause:start].strip()
    rules = instruction_rules()
    if rules.leading[rule.language].fullmatch(text, clause, start):
        return True
    return rules.openings[rule.language].search(text, clause, start) is not None


def _in_company(start: int, found: list[tuple[int, int]], sentences: list[Span]) -> bool:
    sentence = next((span for span in sentences if span.start <= start < span.end), None)
    return sentence is not None and any(begun < sentence.end and sentence.start < ended for begun, ended in found)


def _clause_starts(reading: Reading, heard: Plain) -> list[int]:
    """Beginnings of clauses in the plain text: after punctuation, and where the speaker paused."""
    ends = [match.end() for match in CLAUSE.finditer(heard.text)]
    pauses = [span.start for span in _sentences(reading, heard)]
    return sorted({0, *(_skip(heard.text, place) for place in [*ends, *pauses])})


def _skip(text: str, place: int) -> int:
    while place < len(text) and (text[place].isspace() or text[place] in "\"'-*>)]"):
        place += 1
    return place


def _sentences(reading: Reading, heard: Plain) -> list[Span]:
    at = {place: index for index, place in enumerate(heard.places)}
    last = len(heard.text)
    begun = [next((at[p] for p in range(span.start, span.end) if p in at), last) for span in reading.sentences]
    return [Span(start, end) for start, end in zip(begun, [*begun[1:], last], strict=False) if start < end]


def _whole_clauses(span: tuple[int, int], starts: list[int], heard: Plain, text: str) -> Span:
    """Grow a match to the clauses that it touches, in places of the transcript."""
    start, end = span
    first = max((place for place in starts if place <= start), default=0)
    last = min((place for place in starts if place >= end), default=len(heard.text))
    return Span(heard.places[first], heard.places[last] if last < len(heard.text) else len(text))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
