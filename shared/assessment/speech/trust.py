"""How far to trust a measurement: how much was said, how sure the recogniser was, how good the recording is."""

from shared.assessment.features.reading import Reading
from shared.assessment.model.sound import SoundMeasures
from shared.assessment.speech.limits import falling, limits


def recording_quality(sound: SoundMeasures | None) -> float:
    """Return 0.25–1: half at most is taken for background noise, and half for clipping. 1 where nothing is known."""
    if sound is None:
        return 1.0
    trust = limits().trust
    noise = 1.0 if sound.signal_to_noise_db is None else falling(sound.signal_to_noise_db, trust.noise_db)
    return (0.5 + 0.5 * noise) * (0.5 + 0.5 * falling(sound.clipped_share, trust.clipped))


def trust_in_words(reading: Reading) -> float:
    """Return 0–1 for what is read in the words. A recogniser's are less complete than a typist's."""
    trust = limits().trust
    amount = min(1.0, len(reading.tokens) / trust.full_tokens)
    heard = trust.recogniser if reading.timed else 1.0
    return amount * heard * _certainty(reading)


def trust_in_times(reading: Reading, spoken_ms: int) -> float:
    """Return 0–1 for what is read in the times of words over ``spoken_ms``."""
    return min(1.0, spoken_ms / limits().trust.full_ms) * _certainty(reading)


def _certainty(reading: Reading) -> float:
    return min(1.0, reading.transcript.mean_probability) * recording_quality(reading.transcript.sound)
