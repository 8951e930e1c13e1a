"""Rates, pauses, and what was measured in the sound, from words whose times are known."""

import pytest

from shared.assessment.features.reading import Reading
from shared.assessment.model.score import Feature
from shared.assessment.model.sound import SoundMeasures
from shared.assessment.model.transcript import Segment, Transcript, Word
from shared.assessment.scoring import text_transcript
from shared.assessment.speech import speech_features
from shared.assessment.speech.syllables import syllables
from shared.kernel.clock import Milliseconds
from shared.kernel.language import Language

DESCRIBED = {"pitch", "pitch_variation", "loudness_variation", "voice_activity", "signal_to_noise", "clipping"}


def spoken(
    words: list[tuple[str, int, int]], language: Language = "en", sound: SoundMeasures | None = None
) -> Transcript:
    made = tuple(
        Word(text=text, start_ms=Milliseconds(start), end_ms=Milliseconds(end), probability=1.0)
        for text, start, end in words
    )
    text = "".join(word.text for word in made)
    end_ms = made[-1].end_ms
    return Transcript(
        text=text,
        language=language,
        language_probability=1.0,
        detected_language=language,
        duration_ms=Milliseconds(end_ms + 1000),
        speech_ms=Milliseconds(end_ms // 2),
        words=made,
        segments=(Segment(first_word=0, end_word=len(made), start_ms=made[0].start_ms, end_ms=end_ms, text=text),),
        model="whisper-base",
        sound=sound,
    )


def sound(noise_db: float | None = 40.0, clipped: float = 0.0) -> SoundMeasures:
    return SoundMeasures(
        measured_ms=Milliseconds(20_000),
        pitch_hz=180.0,
        pitch_variation=2.5,
        loudness_variation=4.0,
        voiced_share=0.6,
        signal_to_noise_db=noise_db,
        clipped_share=clipped,
        method="librosa 0 pyin rms",
    )


def measured(transcript: Transcript) -> dict[str, Feature]:
    return {feature.name: feature for feature in speech_features(Reading(transcript))}


# Ten characters in four seconds, of which 1.2 s and 0.8 s are silent.
HALTING = [
    ("我们", 1000, 1400),
    ("先开", 2600, 3000),
    ("会，", 3000, 3200),
    ("再写", 4000, 4400),
    ("报告", 4400, 4800),
    ("了", 4800, 5000),
]


def test_rates_count_characters_with_and_without_silence() -> None:
    found = measured(spoken(HALTING, "zh"))
    assert found["speech_rate"].raw == pytest.approx(10 / 4.0)
    assert found["articulation_rate"].raw == pytest.approx(10 / 2.0)
    assert found["speech_rate"].unit == "characters a second"


def test_rates_count_syllables_in_english() -> None:
    found = measured(spoken([("We", 0, 200), (" wanted", 200, 600), (" simplicity.", 600, 2000)]))
    assert found["speech_rate"].raw == pytest.approx(7 / 2.0)
    assert found["speech_rate"].unit == "syllables a second"


def test_pauses_are_counted_and_the_longest_is_quoted() -> None:
    found = measured(spoken(HALTING, "zh"))
    assert found["pauses"].parts == {"count": 2.0, "share": pytest.approx(0.5)}
    assert found["pauses"].raw == pytest.approx(30)
    assert found["pauses"].value == 0
    assert found["pause_median"].raw == 1000
    assert found["pause_longest"].raw == 1200
    (quote,) = found["pause_longest"].evidence
    assert (quote.quote, quote.start_ms, quote.end_ms, quote.label) == ("我们先开", 1000, 3000, "pause")


def test_speech_without_a_pause_has_none_to_measure() -> None:
    found = measured(spoken([("We", 0, 200), (" won.", 300, 600)]))
    assert found["pauses"].value == 1
    assert not {"pause_median", "pause_longest"} & set(found)


@pytest.mark.parametrize(("words_a_minute", "mark"), [(30, 0.0), (150, 1.0), (600, 0.0)])
def test_a_comfortable_rate_is_better_than_crawling_and_racing(words_a_minute: int, mark: float) -> None:
    step = 60_000 // words_a_minute
    words = [(" quickly" if at % 3 == 0 else " we", at * step, (at + 1) * step) for at in range(60)]
    assert measured(spoken(words))["speech_rate"].value == pytest.approx(mark, abs=0.2)


def test_a_written_answer_has_fillers_and_false_starts_alone() -> None:
    assert set(measured(text_transcript("Um, I I led a team.", ("en",)))) == {"fillers", "false_starts"}


def test_where_nobody_spoke_there_is_only_the_recording() -> None:
    silent = spoken([("x", 0, 10)], sound=sound()).model_copy(
        update={"text": "", "words": (), "segments": (), "speech_ms": 0}
    )
    found = measured(silent)
    assert set(found) == DESCRIBED
    assert found["voice_activity"].raw == 0


def test_an_older_transcript_without_sound_keeps_its_voice_activity() -> None:
    found = measured(spoken(HALTING, "zh"))
    assert DESCRIBED & set(found) == {"voice_activity"}
    assert found["voice_activity"].raw == pytest.approx(2500 / 6000)


def test_a_voice_and_a_room_are_described_and_not_judged() -> None:
    found = measured(spoken(HALTING, "zh", sound()))
    assert {name for name, feature in found.items() if feature.value is None} == DESCRIBED | {
        "pause_median",
        "pause_longest",
    }
    assert (found["pitch"].raw, found["pitch"].unit, found["pitch"].source) == (180.0, "Hz", "librosa 0 pyin rms")
    assert found["voice_activity"].parts == {"voiced_share": 0.6}


def test_what_could_not_be_told_of_the_sound_is_left_out() -> None:
    mute = sound(None).model_copy(update={"pitch_hz": None, "pitch_variation": None, "loudness_variation": None})
    assert DESCRIBED & set(measured(spoken(HALTING, "zh", mute))) == {"voice_activity", "clipping"}


@pytest.mark.parametrize("poor", [sound(noise_db=5.0), sound(clipped=0.05), sound(noise_db=0.0, clipped=0.5)])
def test_a_poor_recording_lowers_the_trust_in_what_was_heard(poor: SoundMeasures) -> None:
    good, bad = measured(spoken(HALTING, "zh", sound())), measured(spoken(HALTING, "zh", poor))
    for name in ("speech_rate", "pauses", "fillers", "false_starts", "pitch"):
        assert bad[name].confidence <= good[name].confidence / 2
        assert bad[name].value == good[name].value


def test_every_speech_feature_says_what_it_is_measured_in_and_with() -> None:
    found = speech_features(Reading(spoken(HALTING, "zh", sound())))
    assert all(feature.group == "speech" and feature.unit and feature.source for feature in found)
    assert all(0 <= feature.confidence <= 1 for feature in found)
    assert len({feature.name for feature in found}) == len(found)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1),
        ("made", 1),
        ("table", 2),
        ("wanted", 2),
        ("asked", 1),
        ("video", 3),
        ("people", 2),
        ("going", 2),
        ("wasn't", 2),
        ("don't", 1),
        ("well-known", 2),
        ("responsibility", 6),
        ("40", 2),
        ("180", 4),
        ("客", 1),
        ("Python", 2),
        ("x", 1),
    ],
)
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count
