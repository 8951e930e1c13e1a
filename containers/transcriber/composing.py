"""Makes the transcript of what the windows gave and the guards left."""

from collections.abc import Sequence

from containers.transcriber import wording
from containers.transcriber.tongue import Tongue
from shared.assessment.hallucination import Guarded, Speech
from shared.assessment.model.sound import SoundMeasures
from shared.assessment.model.transcript import Transcript
from shared.kernel.clock import Milliseconds


def composed(
    heard: Sequence[Guarded],
    spoken: Tongue,
    *,
    speech: Speech,
    duration_ms: Milliseconds,
    simplified: bool,
    model: str,
    sound: SoundMeasures | None,
) -> Transcript:
    """Return the transcript. ``heard`` are the windows in order, ``speech`` the spans of voice activity."""
    words = wording.write([word for part in heard for word in part.words], spoken.language, simplified=simplified)
    return Transcript(
        text="".join(word.text for word in words),
        language=spoken.language,
        language_probability=spoken.probability,
        detected_language=spoken.detected,
        duration_ms=duration_ms,
        speech_ms=Milliseconds(sum(end - start for start, end in speech)),
        words=words,
        segments=wording.segments(words),
        removed=tuple(span for part in heard for span in part.removed),
        model=model,
        sound=sound,
    )
