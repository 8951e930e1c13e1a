"""What can be measured in the sound of an answer, beside the words."""

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen


class SoundMeasures(Frozen):
    """Acoustic measures of one recording; null where there was too little voice to tell.

    ``pitch_hz`` is the median fundamental frequency of voiced frames and ``pitch_variation`` its spread in semitones;
    ``loudness_variation`` is the spread of the level of voiced frames in decibels; ``voiced_share`` the share of
    frames with voice, 0–1; ``signal_to_noise_db`` speech over background; ``clipped_share`` the share of samples at
    full scale, 0–1. ``method`` names library and version.
    """

    measured_ms: Milliseconds
    pitch_hz: float | None
    pitch_variation: float | None
    loudness_variation: float | None
    voiced_share: float
    signal_to_noise_db: float | None
    clipped_share: float
    method: str
