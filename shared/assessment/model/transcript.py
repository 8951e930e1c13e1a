"""What was said: words with their times and how sure the recogniser was."""

from shared.assessment.model.sound import SoundMeasures
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language


class Word(Frozen):
    """One recognised word (for Mandarin: one token of the recogniser, usually one or two characters).

    ``text`` keeps the recogniser's leading space, so that joining the words of a segment gives its text.
    ``probability`` is 0–1.
    """

    text: str
    start_ms: Milliseconds
    end_ms: Milliseconds
    probability: float


class Segment(Frozen):
    """A run of words that the recogniser heard as one stretch; indexes into ``Transcript.words``, end exclusive."""

    first_word: int
    end_word: int
    start_ms: Milliseconds
    end_ms: Milliseconds
    text: str


class RemovedSpan(Frozen):
    """Text that a guard took out, and why: ``no_speech``, ``repetition``, ``compression`` or ``low_probability``."""

    start_ms: Milliseconds
    end_ms: Milliseconds
    text: str
    guard: str


class Transcript(Frozen):
    """The words of one answer.

    ``text == "".join(word.text for word in words).strip()``, and so with the texts of the segments. So a place in the
    text leads to a word and its time by adding up the lengths of the words. The transcriber leaves no space at
    either end of the words themselves.

    ``language`` is the one that was used; ``language_probability`` how sure the detector was (1.0 when it was
    given). ``detected_language`` is what the detector heard when it may listen for any language: it differs from
    ``language`` only when the candidate surely spoke one that the tenant does not accept, and is "und" where nobody
    spoke. ``speech_ms`` is the time in which somebody speaks, by voice activity. A text answer has words without
    meaningful times and ``model`` "text".
    """

    text: str
    language: Language
    language_probability: float
    detected_language: str
    duration_ms: Milliseconds
    speech_ms: Milliseconds
    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    removed: tuple[RemovedSpan, ...] = ()
    model: str
    sound: SoundMeasures | None = None
    """Null where nobody measured the sound: a written answer, or an older transcriber."""

    @property
    def mean_probability(self) -> float:
        """Mean word probability, 0–1; 0 where nothing was said."""
        return sum(word.probability for word in self.words) / len(self.words) if self.words else 0.0


class TranscribeOptions(Frozen):
    """How to listen. ``languages``: the ones the tenant accepts, in order of preference."""

    languages: tuple[Language, ...] = ("zh", "en")
    language: Language | None = None
    hotwords: tuple[str, ...] = ()
    simplified: bool = True
    """Write Mandarin in Simplified characters; the recogniser tends to Traditional."""
