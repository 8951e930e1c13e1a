"""An answer of a corpus as a transcript: the candidate's words alone, with times where the corpus has them."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from shared.assessment.features.reading import TOKEN
from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.scoring import text_transcript
from shared.assessment.validity.cleaning import cleaned, cuts
from shared.assessment.validity.corpus import CorpusAnswer, CorpusWord
from shared.kernel.clock import Milliseconds
from shared.kernel.language import LANGUAGES, Language

MODEL = "corpus"
"""What wrote the words: somebody outside of this system, from what was spoken."""
LEAST_ALIKE = 0.5
"""Share of the transcript's tokens that must be found among the words; below it the two are not of one answer."""


def transcript_of(answer: CorpusAnswer, language: Language | None) -> Transcript:
    """Return the words of ``answer``; ``language`` None: as its script shows.

    A plain transcript has words without times. With ``words`` each token of the transcript takes the times of the
    word that it matches in order, so that the typist's punctuation stays; without a transcript the words are it.
    """
    text = cleaned(answer.transcript)
    if not answer.words:
        return _written(text, language)
    if text:
        timed = _timed(_written(text, language), answer.words)
        if timed is not None:
            return timed
    spoken = _without_cuts(answer.words)
    written = _written(cleaned("".join(spaced(word.text) for word in spoken)), language)
    return _timed(written, spoken) or written


def _written(text: str, language: Language | None) -> Transcript:
    found = text_transcript(text, (language,) if language else LANGUAGES)
    wordless = not any(character.isalpha() for character in text)
    detected = found.language if wordless else found.detected_language
    return found.model_copy(update={"model": MODEL, "detected_language": detected})


def spaced(text: str) -> str:
    """Return a word as it is joined to others: a space before it, none before a Chinese character or a stop."""
    bare = text.strip()
    if not bare or text[:1].isspace() or "\u3400" <= bare[0] <= "\u9fff" or not bare[0].isalnum():
        return text
    return f" {bare}"


def _without_cuts(words: Sequence[CorpusWord]) -> list[CorpusWord]:
    """The words that no note and no interviewer's turn touches."""
    joined, places = "", []
    for word in words:
        piece = spaced(word.text)
        places.append((len(joined), len(joined) + len(piece)))
        joined += piece
    gone = cuts(joined)
    return [
        word
        for word, (start, end) in zip(words, places, strict=True)
        if not any(cut.start < end and start < cut.end for cut in gone)
    ]


def _timed(written: Transcript, words: Sequence[CorpusWord]) -> Transcript | None:
    """Give the tokens of ``written`` the times of ``words``. None where too few match."""
    heard = [(token.lower(), word) for word in words for token in TOKEN.findall(word.text)]
    tokens = [next(iter(TOKEN.findall(word.text)), "").lower() for word in written.words]
    if not tokens or not any(word.end > 0 for word in words):
        return None
    matcher = SequenceMatcher(None, tokens, [token for token, _ in heard], autojunk=False)
    found = {
        block.a + step: heard[block.b + step][1]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    if len(found) < LEAST_ALIKE * len(tokens):
        return None
    timed, end = [], 0
    for place, word in enumerate(written.words):
        matched = found.get(place)
        start = max(end, _ms(matched.start)) if matched else end
        end = max(start, _ms(matched.end)) if matched else end
        probability = matched.probability if matched else 1.0
        timed.append(
            Word(text=word.text, start_ms=Milliseconds(start), end_ms=Milliseconds(end), probability=probability)
        )
    length = Milliseconds(end)
    whole = Segment(first_word=0, end_word=len(timed), start_ms=timed[0].start_ms, end_ms=length, text=written.text)
    speech = Milliseconds(sum(word.end_ms - word.start_ms for word in timed))
    update = {"words": tuple(timed), "segments": (whole,), "duration_ms": length, "speech_ms": speech}
    return written.model_copy(update=update)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
