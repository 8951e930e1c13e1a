"""What the transcriber measured in the sound. It describes a voice and a room and has no better or worse."""

from collections.abc import Iterator

from shared.assessment.model.score import Feature, FeatureName
from shared.assessment.model.sound import SoundMeasures
from shared.assessment.model.transcript import Transcript
from shared.assessment.speech.limits import limits
from shared.assessment.speech.trust import recording_quality


def voice_features(transcript: Transcript) -> Iterator[Feature]:
    """Yield what is known of the sound: nothing for a written answer, voice activity alone where none was measured."""
    if transcript.duration_ms > 0:
        yield _described(
            "voice_activity",
            transcript.speech_ms / transcript.duration_ms,
            "share of the time",
            transcript.model,
            1.0,
            {} if transcript.sound is None else {"voiced_share": transcript.sound.voiced_share},
        )
    if transcript.sound is not None:
        yield from _measured(transcript.sound)


def _measured(sound: SoundMeasures) -> Iterator[Feature]:
    voiced_ms = sound.measured_ms * sound.voiced_share
    trust = min(1.0, voiced_ms / limits().trust.voice_ms) * recording_quality(sound)
    if sound.pitch_hz is not None:
        yield _described("pitch", sound.pitch_hz, "Hz", sound.method, trust)
    if sound.pitch_variation is not None:
        yield _described("pitch_variation", sound.pitch_variation, "semitones", sound.method, trust)
    if sound.loudness_variation is not None:
        yield _described("loudness_variation", sound.loudness_variation, "dB", sound.method, trust)
    if sound.signal_to_noise_db is not None:
        yield _described("signal_to_noise", sound.signal_to_noise_db, "dB", sound.method, 1.0)
    yield _described("clipping", sound.clipped_share, "share of the samples", sound.method, 1.0)


def _described(
    name: FeatureName, raw: float, unit: str, source: str, confidence: float, parts: dict[str, float] | None = None
) -> Feature:
    return Feature(
        name=name,
        group="speech",
        value=None,
        raw=raw,
        unit=unit,
        source=source,
        confidence=confidence,
        parts=parts or {},
    )
