"""False starts: words said again, words cut off, clauses begun anew. Found in any transcript."""

from shared.assessment.features.reading import Span
from shared.assessment.speech.chinese_starts import chinese_start
from shared.assessment.speech.english_starts import cut_off, english_start
from shared.assessment.speech.line import line_of
from shared.assessment.speech.start_lists import chinese_lists, english_lists
from shared.assessment.speech.stream import Stream


def false_starts(stream: Stream, fillers: list[tuple[int, int]]) -> list[Span]:
    """Return where the false starts stand, each with what is said in its place. ``fillers`` are looked through."""
    line = line_of(stream, fillers)
    chinese = stream.reading.language == "zh"
    found, at = [], 0
    while at < len(line.texts):
        start = chinese_start(line, at, chinese_lists()) if chinese else english_start(line, at, english_lists())
        if start is None:
            at += 1
            continue
        whole, dropped = start
        found.append(stream.span(line.places[at], line.places[at + whole - 1] + 1))
        at += dropped
    return sorted(found if chinese else [*found, *_cut_off(stream, found)])


def _cut_off(stream: Stream, found: list[Span]) -> list[Span]:
    text = stream.reading.text
    return [one for one in cut_off(text) if not any(one.start < other.end and other.start < one.end for other in found)]
