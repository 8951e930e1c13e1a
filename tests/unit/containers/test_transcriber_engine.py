"""The real model on a few seconds of the sample answers, which no other test hears."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from containers.modelstore.locate import path_of
from containers.transcriber.engine import WhisperTranscriber
from containers.transcriber.tuning import WhisperSettings
from shared.assessment.model.transcript import TranscribeOptions, Transcript
from shared.assessment.refusals import NoAudio
from shared.platform.media import SAMPLE_RATE, decode_audio
from tests.builders.media import tone, write_media

pytestmark = pytest.mark.models

ROOT = Path(__file__).parents[3]
ANSWERS = ROOT / "samples/answers"
NOISE = np.random.default_rng(7)


@pytest.fixture(scope="module")
def transcriber() -> WhisperTranscriber:
    model = path_of("whisper-base", ROOT / ".bole/models")
    return WhisperTranscriber(WhisperSettings(model=model, name="whisper-base", concurrency=2, threads=1))


def sound(name: str, seconds: float) -> NDArray[np.float32]:
    """The first seconds of a sample answer, at 48 kHz."""
    samples = decode_audio(ANSWERS / f"{name}.webm").samples[: int(seconds * SAMPLE_RATE)]
    return np.repeat(samples, 3)


def wav(folder: Path, samples: NDArray[np.float32]) -> Path:
    return write_media(folder / "answer.wav", container="wav", sound=samples.astype(np.float32))


@pytest.fixture(scope="module")
def english(transcriber: WhisperTranscriber, tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    return transcriber.transcribe(wav(tmp_path_factory.mktemp("en"), sound("english", 12)), TranscribeOptions())


@pytest.fixture(scope="module")
def mandarin(transcriber: WhisperTranscriber, tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    return transcriber.transcribe(wav(tmp_path_factory.mktemp("zh"), sound("mandarin", 12)), TranscribeOptions())


def test_english_is_told_from_mandarin(english: Transcript, mandarin: Transcript) -> None:
    assert (english.language, english.detected_language) == ("en", "en")
    assert (mandarin.language, mandarin.detected_language) == ("zh", "zh")


def test_english_is_written_down(english: Transcript) -> None:
    assert "customers" in english.text.lower()
    assert english.mean_probability > 0.8


def test_mandarin_is_written_in_simplified_characters_with_chinese_punctuation(mandarin: Transcript) -> None:
    assert "负责" in mandarin.text
    assert "，" in mandarin.text
    assert not {"負", "責", "單", ","} & set(mandarin.text)


@pytest.mark.slow
def test_the_positions_vocabulary_is_heard_and_punctuation_stays(transcriber: WhisperTranscriber) -> None:
    words = ("下单接口", "连接池", "值班表", "压力测试")
    found = transcriber.transcribe(ANSWERS / "mandarin.webm", TranscribeOptions(hotwords=words))
    assert [word for word in words if word not in found.text] == []
    assert found.text.count("，") + found.text.count("。") > 10


@pytest.mark.parametrize("name", ["english", "mandarin"])
def test_text_segments_and_words_are_the_same_text(name: str, request: pytest.FixtureRequest) -> None:
    found: Transcript = request.getfixturevalue(name)
    assert "".join(word.text for word in found.words).strip() == found.text
    assert "".join(segment.text for segment in found.segments).strip() == found.text


@pytest.mark.parametrize("name", ["english", "mandarin"])
def test_words_follow_each_other_inside_the_recording(name: str, request: pytest.FixtureRequest) -> None:
    found: Transcript = request.getfixturevalue(name)
    starts = [word.start_ms for word in found.words]
    assert starts == sorted(starts)
    assert all(0 <= word.start_ms <= word.end_ms <= found.duration_ms for word in found.words)
    assert 0 < found.speech_ms <= found.duration_ms


@pytest.mark.slow
def test_words_after_a_long_pause_stand_where_they_were_said(
    transcriber: WhisperTranscriber, english: Transcript, tmp_path: Path
) -> None:
    pause = np.zeros(20 * 48_000, np.float32)
    speech = sound("english", 12)
    found = transcriber.transcribe(wav(tmp_path, np.concatenate([speech, pause, speech])), TranscribeOptions())
    again = [word for word in found.words if word.start_ms > 20_000]
    first = next(word for word in english.words if "customers" in word.text)
    second = next(word for word in again if "customers" in word.text)
    assert second.start_ms - first.start_ms == pytest.approx(32_000, abs=500)


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(6 * 48_000), id="silence"),
        pytest.param(NOISE.normal(0, 0.1, 6 * 48_000), id="noise"),
        pytest.param(tone(6), id="a tone"),
    ],
)
def test_where_nobody_speaks_there_are_no_words(
    transcriber: WhisperTranscriber, tmp_path: Path, samples: NDArray[np.float32]
) -> None:
    found = transcriber.transcribe(wav(tmp_path, samples), TranscribeOptions())
    assert (found.words, found.text, found.detected_language) == ((), "", "und")


def test_a_language_outside_the_tenants_is_reported(transcriber: WhisperTranscriber, tmp_path: Path) -> None:
    options = TranscribeOptions(languages=("zh",))
    found = transcriber.transcribe(wav(tmp_path, sound("english", 6)), options)
    assert (found.language, found.detected_language) == ("zh", "en")


def test_progress_grows_to_one_and_may_stop_the_work(transcriber: WhisperTranscriber, tmp_path: Path) -> None:
    seen: list[float] = []
    path = wav(tmp_path, sound("english", 3))
    transcriber.transcribe(path, TranscribeOptions(), seen.append)
    assert (seen, seen[-1]) == (sorted(seen), 1.0)

    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        transcriber.transcribe(path, TranscribeOptions(), stop)


@pytest.mark.slow
def test_two_clips_at_a_time_come_out_as_one_after_the_other(
    transcriber: WhisperTranscriber, english: Transcript, mandarin: Transcript, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    paths = [wav(tmp_path / "a", sound("english", 12)), wav(tmp_path / "b", sound("mandarin", 12))]
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda path: transcriber.transcribe(path, TranscribeOptions()), paths))
    assert [one.text for one in found] == [english.text, mandarin.text]


@pytest.mark.slow
def test_loading_and_listening_never_touch_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("a connection was begun")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    model = path_of("whisper-base", ROOT / ".bole/models")
    listener = WhisperTranscriber(WhisperSettings(model=model, name="whisper-base"))
    found = listener.transcribe(wav(tmp_path, sound("english", 3)), TranscribeOptions())
    assert found.words


def test_a_recording_without_sound_is_refused(transcriber: WhisperTranscriber, tmp_path: Path) -> None:
    with pytest.raises(NoAudio):
        transcriber.transcribe(write_media(tmp_path / "mute.webm", audio=False), TranscribeOptions())


def test_a_transcript_survives_its_way_through_json(mandarin: Transcript) -> None:
    assert Transcript.model_validate(json.loads(mandarin.model_dump_json())) == mandarin
