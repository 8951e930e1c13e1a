"""Which frames are looked at: evenly in time whatever the camera's frame rate, and densely in bursts."""

from itertools import pairwise

from containers.vision.sampling import Sampler
from shared.assessment.model.vision import WatchOptions
from shared.kernel.clock import Milliseconds


def sampled(times: list[float], **options: float) -> list[tuple[float, bool, int | None]]:
    sampler = Sampler(WatchOptions.model_validate({"burst_ms": 0, **options}))
    found = ((at_ms, sampler.wants(at_ms)) for at_ms in times)
    return [(at_ms, wanted.full, wanted.burst) for at_ms, wanted in found if wanted]


def steady(fps: float, seconds: float) -> list[float]:
    return [index * 1000 / fps for index in range(round(fps * seconds))]


def test_two_frames_a_second_are_taken_from_thirty() -> None:
    assert [at_ms for at_ms, _, _ in sampled(steady(30, 3))] == [0, 500, 1000, 1500, 2000, 2500]


def test_an_odd_frame_rate_does_not_drift() -> None:
    assert len(sampled(steady(23.976, 60))) == 120


def test_a_gap_is_not_made_up_for() -> None:
    times = [time for time in steady(30, 10) if not 2000 < time < 6000]
    seconds = [int(at_ms // 1000) for at_ms, _, _ in sampled(times)]
    assert seconds == [0, 0, 1, 1, 2, 6, 6, 7, 7, 8, 8, 9, 9]


def test_a_slow_camera_gives_every_frame_it_has() -> None:
    assert len(sampled(steady(1, 10))) == 10


def test_bursts_come_every_ten_seconds_for_two_and_are_numbered() -> None:
    frames = sampled(steady(30, 25), burst_ms=2000, burst_every_ms=10_000, burst_fps=15)
    dense = [(at_ms, burst) for at_ms, _, burst in frames if burst is not None]
    assert {burst for _, burst in dense} == {0, 1, 2}
    assert all(at_ms % 10_000 < 2000 for at_ms, _ in dense)


def test_frames_of_a_burst_come_at_its_rate_even_when_the_camera_jitters() -> None:
    jittered = [time + (7 if index % 2 else -7) for index, time in enumerate(steady(30, 2), 1)]
    dense = [at_ms for at_ms, _, burst in sampled(jittered, burst_ms=2000, burst_fps=15) if burst is not None]
    gaps = [after - before for before, after in pairwise(dense)]
    assert max(gaps) <= 100
    assert 28 <= len(dense) <= 40


def test_frames_between_the_sampled_ones_of_a_burst_are_for_blinks_only() -> None:
    frames = sampled(steady(30, 2), burst_ms=2000, burst_fps=15)
    assert sum(full for _, full, _ in frames) == 4


def test_a_burst_that_never_ends_is_one() -> None:
    frames = sampled(steady(30, 25), burst_ms=10_000, burst_every_ms=10_000, burst_fps=15)
    assert {burst for _, _, burst in frames} == {0}


def test_bursts_can_be_turned_off() -> None:
    assert {burst for _, _, burst in sampled(steady(30, 5), burst_ms=Milliseconds(2000), burst_fps=0)} == {None}
