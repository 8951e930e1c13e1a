"""Which frames are looked at: some all through, and bursts, dense in time, that catch blinks."""

from dataclasses import dataclass

from shared.assessment.model.vision import WatchOptions


@dataclass(frozen=True, slots=True)
class Wanted:
    """A frame to look at. ``full``: measure everything; ``burst``: which burst it belongs to, null outside."""

    full: bool
    burst: int | None


class Sampler:
    """Decides by timestamps, so that a variable frame rate is sampled evenly in time. One a recording, used in order.

    A due moment is served by the first frame at or after it; moments that pass without a frame are not made up for.
    """

    def __init__(self, options: WatchOptions) -> None:
        self._step_ms = 1000 / options.frames_per_second
        self._burst_step_ms = 1000 / options.burst_fps if options.burst_fps > 0 else 0.0
        self._burst_ms = options.burst_ms if options.burst_fps > 0 else 0
        self._every_ms = options.burst_every_ms
        self._next_full = 0.0
        self._next_dense = 0.0

    def wants(self, at_ms: float) -> Wanted | None:
        """Return how to look at the frame shown at ``at_ms``, or None to pass it over."""
        burst = self._burst_at(at_ms)
        full = at_ms >= self._next_full
        dense = burst is not None and at_ms >= self._next_dense
        if full:
            self._next_full = _next(self._next_full, self._step_ms, at_ms)
        if burst is not None and (dense or full):
            # Half a step of patience: a 30 fps recording sampled at 15 must not lose every other frame to jitter.
            self._next_dense = at_ms + 0.75 * self._burst_step_ms
        return Wanted(full=full, burst=burst) if full or dense else None

    def _burst_at(self, at_ms: float) -> int | None:
        if self._burst_ms <= 0:
            return None
        if self._every_ms <= self._burst_ms:
            return 0
        number, within = divmod(at_ms, self._every_ms)
        return int(number) if within < self._burst_ms else None


def _next(due: float, step: float, at_ms: float) -> float:
    return due + step * (int((at_ms - due) // step) + 1)
