"""Leads a recording through the networks, frame by frame, and hands what was measured to the rules."""

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from containers.vision.crops import Points
from containers.vision.detections import Detection
from containers.vision.examination import FaceReader, examine
from containers.vision.frames import Reel, Sample
from containers.vision.pictures import Darkroom
from containers.vision.sampling import Sampler
from containers.vision.tracking import FaceTracker
from shared.assessment.model.media import MediaLimits
from shared.assessment.model.vision import Vision, WatchOptions
from shared.assessment.ports import Progress, ignore_progress
from shared.assessment.watching import FrameMeasure, Recording, vision_of


class FaceNetworks(FaceReader, Protocol):
    """The networks that find and read faces; used from several threads."""

    models: dict[str, str]
    """Model name → sha256."""

    def detect(self, thumbnail: NDArray[np.uint8], scale: float) -> list[Detection]:
        """Faces in a thumbnail, in the pixels of a picture ``scale`` times as large, surest first."""
        ...

    def mesh(self, crop: NDArray[np.float32]) -> tuple[Points, float]:
        """468 × 3 points in pixels of a 192 × 192 × 3 crop (0…1), and the presence score 0–1."""
        ...


class FrameWatcher:
    """``shared.assessment.ports.Watcher`` over any networks. Safe to use from several threads."""

    def __init__(self, networks: FaceNetworks, *, threads: int = 1, limits: MediaLimits | None = None) -> None:
        self._networks = networks
        self._threads = threads
        self._limits = limits or MediaLimits()

    def watch(self, path: Path, options: WatchOptions, progress: Progress = ignore_progress) -> Vision:
        """Return what the camera saw.

        A recording without a picture track, or with frames larger than ``limits.max_pixels``, gives an empty timeline
        and the flag that says why; nothing of it is decoded.

        Raises:
            NotMedia: the file is no recording.
        """
        with Reel(path, self._threads) as reel:
            if reel.track is None:
                return vision_of(Recording((), models=self._networks.models), ("no_video",))
            if reel.pixels > self._limits.max_pixels:
                return vision_of(Recording((), models=self._networks.models), ("picture_too_large",))
            frames = self._measured(reel, options, progress)
            return vision_of(Recording(frames, reel.corrupt, self._networks.models))

    def _measured(self, reel: Reel, options: WatchOptions, progress: Progress) -> tuple[FrameMeasure, ...]:
        darkroom, tracker = Darkroom(), FaceTracker(self._networks.mesh)
        measures = []
        for sample in reel.frames(Sampler(options)):
            measures.append(self._measure(sample, darkroom, tracker, options.expression))
            progress(reel.share_read)
        return tuple(measures)

    def _measure(self, sample: Sample, darkroom: Darkroom, tracker: FaceTracker, expression: bool) -> FrameMeasure:
        picture = darkroom.picture(sample.frame)

        def detect() -> list[Detection]:
            thumbnail = darkroom.thumbnail(sample.frame)
            return self._networks.detect(thumbnail, picture.width / thumbnail.shape[1])

        sighting = tracker.look(picture, sample.at_ms, detect)
        face, brightness = None, None
        if sighting is not None:
            face, brightness = examine(self._networks, picture, sighting, full=sample.full, expression=expression)
        elif sample.full:
            brightness = picture.brightness()
        return FrameMeasure(
            at_ms=sample.at_ms,
            faces=tracker.faces,
            face=face,
            brightness=brightness,
            full=sample.full,
            burst=sample.burst,
        )
