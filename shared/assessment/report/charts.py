"""Timelines as SVG geometry: what was measured, second by second, on a grid of 1000 × 100."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.features.reading import Reading
from shared.assessment.model.vision import Vision, VisionSecond
from shared.assessment.watching.expressions import ExpressionSecond, expression_timeline

WIDTH, HEIGHT = 1000.0, 100.0
PACE_WINDOW_MS = 5000
NEXT_MS = 1500
"""Seconds further apart than this are not neighbours: the line has a gap."""
PAUSE_MS = 500
"""Silence between two words from which it is drawn as a pause."""
GUIDES = {"zh": (170.0, 300.0), "en": (110.0, 180.0)}
"""Characters (zh) and words (en) a minute between which listeners follow without effort: lines to read by, no marks."""
Point = tuple[float, float]
Read = Callable[[VisionSecond], float | None]


class Band(NamedTuple):
    """A stretch of time in grid units: a pause, or seconds without a face."""

    x: float
    width: float


class Chart(NamedTuple):
    """``lines`` are polylines with gaps where nothing was measured; ``bands`` shade; ``guides`` are heights.

    ``low`` and ``high`` name the ends of the scale.
    """

    name: str
    lines: list[list[Point]]
    bands: list[Band]
    guides: list[float]
    low: str
    high: str


def charts(assessed: AnswerAssessed) -> list[Chart]:
    """Return the timelines of an answer: rate with pauses, and what the camera saw where it was watched."""
    duration = duration_ms(assessed)
    if not duration:
        return []
    spoken = _pace_chart(assessed, duration)
    faces = _vision_charts(assessed.vision.timeline, duration)
    return [*([spoken] if spoken else []), *faces, *_valence_chart(assessed, duration)]


def sure_expressions(assessed: AnswerAssessed) -> tuple[ExpressionSecond, ...]:
    """Return the seconds whose expression was surely measured; none where it was not allowed to be."""
    seen = assessed.vision
    return () if seen.summary is None else expression_timeline(Vision(summary=seen.summary, timeline=seen.timeline))


def duration_ms(assessed: AnswerAssessed) -> int:
    """Return how long the recording is; 0 for a written answer."""
    ends = [word.end_ms for word in assessed.transcript.words[-1:]]
    seen = [second.at_ms + 1000 for second in assessed.vision.timeline[-1:]]
    media = [assessed.media.duration_ms] if assessed.media else []
    return max([assessed.transcript.duration_ms, *media] + (ends + seen if not media else []))


def _pace_chart(assessed: AnswerAssessed, duration: int) -> Chart | None:
    reading = Reading(assessed.transcript)
    starts = _token_times(reading)
    if not reading.timed or not starts:
        return None
    words = [word for word in reading.transcript.words if word.text.strip()]
    gaps = [(word.end_ms, after.start_ms) for word, after in pairwise(words)]
    highest = GUIDES[reading.language][1] * 1.8
    points = []
    for begin in range(0, duration, PACE_WINDOW_MS // 2):
        end = min(duration, begin + PACE_WINDOW_MS)
        rate = sum(begin <= at < end for at in starts) * 60_000 / max(1, end - begin)
        points.append((_x((begin + end) / 2, duration), _y(rate, 0, highest)))
    unit = "字/分" if reading.language == "zh" else "wpm"
    return Chart(
        name="pace",
        lines=[points],
        bands=[Band(_x(start, duration), _x(end - start, duration)) for start, end in gaps if end - start >= PAUSE_MS],
        guides=[_y(rate, 0, highest) for rate in GUIDES[reading.language]],
        low="0",
        high=f"{highest:.0f} {unit}",
    )


def _token_times(reading: Reading) -> list[int]:
    """When each token begins: those of one recognised word share its time evenly."""
    times: list[int] = []
    tokens = iter(reading.tokens)
    token = next(tokens, None)
    for word, place in zip(reading.transcript.words, reading.words, strict=True):
        inside = 0
        while token is not None and token.start < place.end:
            inside += 1
            token = next(tokens, None)
        times += [word.start_ms + (word.end_ms - word.start_ms) * index // inside for index in range(inside)]
    return times


def _vision_charts(timeline: Sequence[VisionSecond], duration: int) -> list[Chart]:
    if not timeline:
        return []
    absent = [Band(_x(second.at_ms, duration), _x(1000, duration)) for second in timeline if not second.faces]
    series: list[tuple[str, Read, float, float, str, str]] = [
        ("gaze", lambda second: second.gaze_on_camera, 0, 1, "0 %", "100 %"),
        ("smile", lambda second: second.smile, 0, 1, "0", "1"),
        ("yaw", lambda second: second.pose.yaw if second.pose else None, -45, 45, "−45°", "+45°"),
        ("brightness", lambda second: second.brightness, 0, 1, "0", "1"),
    ]
    return [
        Chart(
            name=name,
            lines=_polylines(timeline, read, duration, low, high),
            bands=absent,
            guides=[_y(0, low, high)] if low < 0 else [],
            low=lowest,
            high=highest,
        )
        for name, read, low, high, lowest, highest in series
        if any(read(second) is not None for second in timeline)
    ]


def _valence_chart(assessed: AnswerAssessed, duration: int) -> list[Chart]:
    """How the expression lies to the person's own at the beginning; nothing where that is not known."""
    lines: list[list[Point]] = []
    before = None
    for second in sure_expressions(assessed):
        if second.from_baseline is None:
            continue
        if before is None or second.at_ms - before > NEXT_MS:
            lines.append([])
        lines[-1].append((_x(second.at_ms + 500, duration), _y(second.from_baseline, -1, 1)))
        before = second.at_ms
    drawn = [_widened(line) for line in lines]
    return [Chart("valence", drawn, [], [_y(0, -1, 1)], "−1", "+1")] if drawn else []


def _polylines(
    timeline: Sequence[VisionSecond], read: Read, duration: int, low: float, high: float
) -> list[list[Point]]:
    lines: list[list[Point]] = [[]]
    for second in timeline:
        value = read(second)
        if value is None:
            lines.append([])
        else:
            lines[-1].append((_x(second.at_ms + 500, duration), _y(value, low, high)))
    return [_widened(line) for line in lines if line]


def _widened(line: list[Point]) -> list[Point]:
    """A single measured second would be a line without length."""
    return line if len(line) > 1 else [(line[0][0] - 2, line[0][1]), (line[0][0] + 2, line[0][1])]


def _x(at: float, duration: int) -> float:
    return round(min(1.0, at / duration) * WIDTH, 1)


def _y(value: float, low: float, high: float) -> float:
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return round(HEIGHT * (0.94 - 0.88 * share), 1)
