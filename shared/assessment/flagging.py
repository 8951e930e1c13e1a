"""Flags that follow from what was recorded, heard and seen: what a reader must know before trusting a score."""

from collections.abc import Iterable, Iterator
from itertools import chain

from shared.assessment.model.flags import Flag, FlagCode
from shared.assessment.model.media import MediaProbe
from shared.assessment.model.transcript import Transcript
from shared.assessment.model.vision import Vision
from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen
from shared.kernel.language import Language

SHORTER_BY = 0.05
"""The share of the announced length, or size, that may be missing before a file counts as cut short."""
SHORTER_BY_MS = 1500
"""Encoders drop a last partial second; less than this is never called cut short."""
FEW_WORDS = 12
LITTLE_SPEECH_MS = 5000
UNCLEAR_BELOW = 0.55
"""Mean word probability under which the recogniser itself was unsure of the most of it."""
NOISE_SHARE = 0.10
"""Speech share below which a recording without words is silence rather than noise that sounded like speech."""


class Announced(Frozen):
    """What the browser said of the recording; null where it did not."""

    size_bytes: int | None = None
    duration_ms: Milliseconds | None = None


def flags_of(
    *,
    announced: Announced,
    probe: MediaProbe | None,
    transcript: Transcript,
    vision: Vision | None,
    languages: tuple[Language, ...],
    watch_skipped: str | None,
    watch_error: str | None,
) -> tuple[Flag, ...]:
    """Return the flags of one answer in the order file, sound, words, picture, each code once.

    ``probe`` is null for a text answer, which has neither sound nor picture to speak of.
    """
    if probe is None:
        return _joined(_words(transcript, languages))
    return _joined(
        chain(
            _file(announced, probe),
            _sound(transcript),
            _words(transcript, languages),
            _picture(probe, vision, watch_skipped, watch_error),
        )
    )


def _joined(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Make one flag of those with the same code, at the place of the first, with the details of all."""
    details: dict[FlagCode, list[str]] = {}
    for flag in flags:
        details.setdefault(flag.code, []).append(flag.detail)
    return tuple(_flag(code, "; ".join(dict.fromkeys(filter(None, said)))) for code, said in details.items())


def _file(announced: Announced, probe: MediaProbe) -> Iterator[Flag]:
    expected = max(announced.duration_ms or 0, probe.declared_ms or 0)
    missing_ms = expected - probe.duration_ms
    if missing_ms > max(SHORTER_BY_MS, SHORTER_BY * expected):
        yield _flag("truncated", f"{probe.duration_ms / 1000:.1f} s of {expected / 1000:.1f} s")
    elif announced.size_bytes and probe.size_bytes < announced.size_bytes * (1 - SHORTER_BY):
        yield _flag("truncated", f"{probe.size_bytes} of {announced.size_bytes} bytes")
    if probe.corrupt_packets:
        yield _flag("damaged", f"{probe.corrupt_packets} packets could not be read")


def _sound(transcript: Transcript) -> Iterator[Flag]:
    if transcript.words:
        return
    share = transcript.speech_ms / transcript.duration_ms if transcript.duration_ms else 0.0
    heard = transcript.removed or share > NOISE_SHARE
    yield _flag("noise_only" if heard else "silence", f"speech in {share:.0%} of the recording")


def _words(transcript: Transcript, languages: tuple[Language, ...]) -> Iterator[Flag]:
    spoken = transcript.model != "text"
    if transcript.words and (len(transcript.words) < FEW_WORDS or (spoken and transcript.speech_ms < LITTLE_SPEECH_MS)):
        yield _flag("too_short", f"{len(transcript.words)} words")
    if transcript.words and spoken and transcript.mean_probability < UNCLEAR_BELOW:
        yield _flag("unclear_speech", f"mean word probability {transcript.mean_probability:.2f}")
    if transcript.words and transcript.detected_language not in languages:
        yield _flag("language_not_accepted", transcript.detected_language)


def _picture(
    probe: MediaProbe, vision: Vision | None, watch_skipped: str | None, watch_error: str | None
) -> Iterator[Flag]:
    if watch_error is not None:
        yield _flag("vision_unavailable", watch_error)
    elif vision is not None:
        yield from _seen(vision)
    elif probe.video is None:
        yield _flag("no_video")
    elif watch_skipped == "picture_too_large":
        yield _flag("picture_too_large", f"{probe.video.width}×{probe.video.height}")
    else:
        yield _flag("vision_off")


def _seen(vision: Vision) -> Iterator[Flag]:
    summary = vision.summary
    details: dict[str, str] = {
        "no_face": f"a face in {summary.face_present:.0%} of the seconds",
        "second_person": f"several faces in {summary.several_faces:.0%} of the seconds",
        "too_dark": f"brightness {summary.brightness:.2f}",
        "damaged": f"{summary.corrupt_frames} frames could not be shown",
    }
    for code in vision.flags:
        yield Flag.model_validate({"code": code, "detail": details.get(code, "")})


def _flag(code: FlagCode, detail: str = "") -> Flag:
    return Flag(code=code, detail=detail)
