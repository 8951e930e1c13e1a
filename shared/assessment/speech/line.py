"""What is left of a stream without its fillers: in "I um I" the I is said twice."""

from dataclasses import dataclass

from shared.assessment.speech.stream import HARD, NONE, SOFT, Phrase, Stream


@dataclass(frozen=True)
class Line:
    """Tokens, what stands before each (one more than tokens), and their indexes in the stream.

    A filler that was taken out leaves a ``SOFT`` break.
    """

    texts: tuple[str, ...]
    breaks: tuple[int, ...]
    places: tuple[int, ...]

    def says(self, at: int, phrase: Phrase) -> bool:
        """Whether ``phrase`` begins at ``at``, in one go."""
        end = at + len(phrase)
        return self.texts[at:end] == phrase and not any(self.breaks[at + 1 : end])

    def repeats(self, at: int, length: int) -> bool:
        """Whether the ``length`` tokens at ``at`` are said again behind them, within one sentence."""
        middle, end = at + length, at + 2 * length
        said = self.texts[at:middle]
        return len(said) == length and said == self.texts[middle:end] and HARD not in self.breaks[at + 1 : end]

    def text(self, at: int) -> str:
        """Return a token, or nothing beyond either end."""
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def beside(self, at: int) -> str:
        """Return the token before ``at`` where nothing stands between, else nothing."""
        return self.text(at - 1) if self.breaks[at] == NONE else ""


def line_of(stream: Stream, fillers: list[tuple[int, int]]) -> Line:
    """Take the fillers out of a stream."""
    filling = {place for first, end in fillers for place in range(first, end)}
    texts, breaks, places = [], [], []
    pending = NONE
    for place, text in enumerate(stream.texts):
        pending = max(pending, stream.breaks[place])
        if place in filling:
            pending = max(pending, SOFT)
            continue
        texts.append(text)
        breaks.append(pending)
        places.append(place)
        pending = NONE
    return Line(tuple(texts), (*breaks, HARD), tuple(places))
