"""Is a quote really in the transcript? What a model did not read there is no evidence."""

from collections.abc import Iterable, Sequence

from shared.assessment.features.reading import TOKEN, Reading, Span
from shared.assessment.llm.plain import plain
from shared.assessment.model.score import Evidence

FEWEST_TOKENS = {"zh": 4, "en": 3}
"""A shorter quote stands in nearly every answer and shows nothing."""
_AROUND = " \"'"


def verified(
    quotes: Iterable[str], reading: Reading, question: str, barred: Sequence[Span] = ()
) -> tuple[Evidence, ...]:
    """Return those quotes that stand in the transcript, each as it stands there with its times; in the given order.

    Space, case and the width of punctuation may differ. A quote is left out when it is not in the transcript, when it
    is too short to show anything, when it only repeats the question, and when it touches a span of ``barred``.
    """
    asked = plain(question).tight.text
    found: list[Evidence] = []
    for quote in quotes:
        wanted = plain(quote.strip()).tight.text.strip(_AROUND)
        if len(TOKEN.findall(wanted)) < FEWEST_TOKENS[reading.language] or wanted in asked:
            continue
        span = next((span for span in _places(wanted, reading) if not _touches(span, barred)), None)
        if span is not None:
            found.append(reading.evidence(span))
    return tuple(found)


def _places(wanted: str, reading: Reading) -> list[Span]:
    """Where ``wanted`` stands in the transcript, beginning and ending with whole words."""
    heard = plain(reading.text).tight
    places: list[Span] = []
    start = heard.text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _splits(heard.text, start) and not _splits(heard.text, end):
            places.append(Span(heard.places[start], heard.places[end - 1] + 1))
        start = heard.text.find(wanted, start + 1)
    return places


def _splits(text: str, cut: int) -> bool:
    """Whether ``cut`` is inside a word or number; Chinese has no words to be inside of."""
    return 0 < cut < len(text) and any(match.start() < cut < match.end() for match in TOKEN.finditer(text))


def _touches(span: Span, barred: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in barred)


def apart(quotes: Iterable[Evidence], most: int) -> tuple[Evidence, ...]:
    """Return the first ``most`` quotes that do not overlap one another, in the given order."""
    chosen: list[Evidence] = []
    for quote in quotes:
        clear = all(quote.end_char <= kept.start_char or kept.end_char <= quote.start_char for kept in chosen)
        if clear and len(chosen) < most:
            chosen.append(quote)
    return tuple(chosen)
