"""How it was said: rates, pauses, fillers, false starts, and what the transcriber measured in the sound."""

from shared.assessment.speech.measure import speech_features

__all__ = ["speech_features"]
