"""Whisper, by faster-whisper on CTranslate2: the transcriber's model. The only file that imports it.

Speech is found first (Silero VAD), packed into windows without long pauses, heard in batches, and put back on the
recording's clock word by word. Nothing here reaches for the network.
"""

from collections.abc import Iterator
from itertools import pairwise
from os import sched_getaffinity
from pathlib import Path

import ctranslate2
import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.transcribe import Segment as HeardSegment
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from containers.transcriber import tongue, wording
from containers.transcriber.composing import composed
from containers.transcriber.sound import SoundMeter
from containers.transcriber.tongue import Tongue
from containers.transcriber.tuning import WhisperSettings
from containers.transcriber.windows import RATE, WINDOW, Span, Window, pack
from shared.assessment.hallucination import Guarded, Stretch, guard, is_doubtful
from shared.assessment.model.transcript import TranscribeOptions, Transcript, Word
from shared.assessment.ports import Progress, ignore_progress
from shared.kernel.clock import Milliseconds
from shared.platform.media import decode_audio

Samples = NDArray[np.float32]

_LANGUAGE_WINDOWS = 3
_MOST_THREADS = 8
_VOICE_BLOCK = 60 * RATE
_SHORTEST_SILENCE = RATE // 4
_VOICE = VadOptions(
    threshold=0.5,
    min_speech_duration_ms=120,
    min_silence_duration_ms=1000 * _SHORTEST_SILENCE // RATE,
    max_speech_duration_s=WINDOW / RATE,
    speech_pad_ms=0,
)


class WhisperTranscriber:
    """The transcriber of the assessment stage (``shared.assessment.ports.Transcriber``).

    Loads its model once. ``transcribe`` may run in ``concurrency`` threads at once; they share the weights.
    """

    def __init__(self, settings: WhisperSettings) -> None:
        self._settings = settings
        threads = settings.threads or min(_MOST_THREADS, max(1, len(sched_getaffinity(0)) // settings.concurrency))
        self._model = WhisperModel(
            str(settings.model),
            device=device_of(settings.device),
            compute_type=settings.compute_type,
            cpu_threads=threads,
            num_workers=settings.concurrency,
            local_files_only=True,
        )
        self._meter = SoundMeter()

    def transcribe(self, path: Path, options: TranscribeOptions, progress: Progress = ignore_progress) -> Transcript:
        """Return the words of a recording; no words where nobody speaks.

        Raises:
            NotMedia: the file is no recording.
            NoAudio: it has no sound track.
        """
        samples = decode_audio(path).samples
        progress(0.05)
        speech = _speech_in(samples)
        sound = self._meter.measure(samples, speech)
        windows = pack(speech, len(samples))
        progress(0.1)
        spoken = self._listen_for_language(samples, windows, options) if windows else tongue.unspoken(options)
        spans = [(_ms(start / RATE), _ms(end / RATE)) for start, end in speech]
        heard: list[Guarded] = []
        for stretch in self._hear(samples, windows, spoken, options):
            heard.append(guard(stretch, spans))
            progress(0.1 + 0.9 * len(heard) / len(windows))
        progress(1.0)
        return composed(
            heard,
            spoken,
            speech=spans,
            duration_ms=_ms(len(samples) / RATE),
            simplified=options.simplified,
            model=self._settings.name,
            sound=sound,
        )

    def _listen_for_language(self, samples: Samples, windows: list[Window], options: TranscribeOptions) -> Tongue:
        """Listen to the first window, and to two more where that leaves doubt."""
        chances: list[dict[str, float]] = []
        for window in windows[:_LANGUAGE_WINDOWS]:
            _, _, every = self._model.detect_language(audio=window.sound(samples))
            chances.append(dict(every))
            if tongue.is_sure(chances):
                break
        return tongue.choose(chances, options)

    def _hear(
        self, samples: Samples, windows: list[Window], spoken: Tongue, options: TranscribeOptions
    ) -> Iterator[Stretch]:
        """Yield what each window says; one that looks invented is heard again, alone, without hints and loops."""
        hint = wording.hint(options.hotwords, spoken.language)
        size = self._settings.batch_size
        for first in range(0, len(windows), size):
            batch = windows[first : first + size]
            stretches = self._recognise(samples, batch, spoken.language, hint)
            for window, stretch in zip(batch, stretches, strict=True):
                if not is_doubtful(stretch):
                    yield stretch
                    continue
                again = self._recognise(samples, [window], spoken.language, None, no_loops=True)[0]
                yield min(stretch, again, key=_doubt)

    def _recognise(
        self, samples: Samples, windows: list[Window], language: str, hotwords: str | None, *, no_loops: bool = False
    ) -> list[Stretch]:
        """Hear windows as one batch. The pipeline keeps state between calls, so each call has its own."""
        sounds = [window.sound(samples) for window in windows]
        starts = [0, *np.cumsum([len(sound) for sound in sounds]).tolist()]
        clips = [{"start": start / RATE, "end": end / RATE} for start, end in pairwise(starts)]
        segments, _ = BatchedInferencePipeline(self._model).transcribe(
            np.concatenate(sounds),
            language=language,
            clip_timestamps=clips,
            batch_size=len(windows),
            beam_size=self._settings.beam_size,
            hotwords=hotwords,
            word_timestamps=True,
            repetition_penalty=1.1 if no_loops else 1.0,
            no_repeat_ngram_size=5 if no_loops else 0,
        )
        offsets = [int(clip["start"] * self._model.frames_per_second) for clip in clips]
        parts: list[list[HeardSegment]] = [[] for _ in windows]
        for segment in segments:
            parts[offsets.index(segment.seek)].append(segment)
        return [
            _stretch(window, part, offset / self._model.frames_per_second)
            for window, part, offset in zip(windows, parts, offsets, strict=True)
        ]


def device_of(setting: str) -> str:
    """Return ``cuda`` where ``auto`` finds a GPU, else ``cpu``."""
    if setting != "auto":
        return setting
    return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"


def _speech_in(samples: Samples) -> list[Span]:
    """Return the spans in which somebody speaks, found minute by minute: all at once needs memory by the length."""
    spans: list[Span] = []
    for begin in range(0, len(samples), _VOICE_BLOCK):
        for span in get_speech_timestamps(samples[begin : begin + _VOICE_BLOCK], _VOICE):
            start, end = begin + int(span["start"]), begin + int(span["end"])
            if spans and start - spans[-1][1] < _SHORTEST_SILENCE:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


def _stretch(window: Window, segments: list[HeardSegment], offset: float) -> Stretch:
    """Put a window's words on the recording's clock."""
    words = []
    for heard in (word for segment in segments for word in segment.words or []):
        start, end = window.original(heard.start - offset, heard.end - offset)
        words.append(
            Word(text=heard.word, start_ms=_ms(start), end_ms=_ms(end), probability=round(float(heard.probability), 4))
        )
    return Stretch(
        words=tuple(words),
        no_speech_probability=max((segment.no_speech_prob for segment in segments), default=1.0),
        average_log_probability=min((segment.avg_logprob for segment in segments), default=0.0),
    )


def _doubt(stretch: Stretch) -> tuple[bool, float]:
    return is_doubtful(stretch), -stretch.average_log_probability


def _ms(seconds: float) -> Milliseconds:
    return Milliseconds(round(seconds * 1000))
