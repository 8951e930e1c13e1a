"""The real worker loop around engines that say what a test tells them to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from containers.transcriber.work import TranscriberWork
from containers.vision.work import WatchWork
from containers.worker.loop import Worker
from containers.worker.ports import Work
from shared.assessment.model.transcript import TranscribeOptions, Transcript
from shared.assessment.model.vision import Vision, WatchOptions
from shared.assessment.ports import Progress, ignore_progress
from shared.platform import bootstrap
from shared.platform.settings import BucketSettings, load
from tests.builders.assessment import transcript
from tests.builders.visions import a_vision


@dataclass
class ScriptedTranscriber:
    """Hears what it is told; raises what it is told."""

    hears: Transcript = field(default_factory=transcript)
    raises: Exception | None = None

    def transcribe(self, path: Path, options: TranscribeOptions, progress: Progress = ignore_progress) -> Transcript:
        assert path.exists()
        if self.raises:
            raise self.raises
        return self.hears


@dataclass
class ScriptedWatcher:
    """Sees what it is told; raises what it is told."""

    sees: Vision = field(default_factory=a_vision)
    raises: Exception | None = None

    def watch(self, path: Path, options: WatchOptions, progress: Progress = ignore_progress) -> Vision:
        if self.raises:
            raise self.raises
        return self.sees


@dataclass
class ScriptedWorkers:
    """One worker of each kind; ``serve`` lets each take the clips that wait."""

    transcribe_queue: str
    watch_queue: str
    transcriber: ScriptedTranscriber = field(default_factory=ScriptedTranscriber)
    watcher: ScriptedWatcher = field(default_factory=ScriptedWatcher)
    served: list[str] = field(default_factory=list)

    def serve(self) -> None:
        works: Mapping[str, Work] = {
            self.transcribe_queue: TranscriberWork(self.transcriber),
            self.watch_queue: WatchWork(self.watcher),
        }
        platform = bootstrap.build(load(BucketSettings))
        for url, work in works.items():
            queue = platform.queue(url)
            worker = Worker(work=work, queue=queue, tokens=platform.task_tokens, media_of=platform.bucket)
            for message in queue.receive(wait_seconds=0):
                self.served.append(work.name)
                worker.serve(message)
