"""``python -m samples.make [ID]…`` makes all sample recordings, or those named."""

import argparse
from collections.abc import Iterator

from samples.make.mesh import FaceMesh, Picture
from samples.make.portrait import HEIGHT, WIDTH, find_landmarks, load_portrait
from samples.make.pose import Pose, timeline
from samples.make.recording import write_recording
from samples.make.rig import Rig
from samples.make.script import read_answers
from samples.make.speech import SAMPLE_RATE, speak
from samples.make.texture import Texture
from samples.make.warp import Warp


class Animator:
    """The portrait, ready to be drawn in any pose."""

    def __init__(self) -> None:
        portrait = load_portrait()
        points, irises = find_landmarks(portrait, FaceMesh())
        self._rig = Rig(points, WIDTH, HEIGHT)
        self._texture = Texture(portrait, points, irises)
        self._warp = Warp(self._rig.rest, WIDTH, HEIGHT)

    def draw(self, poses: list[Pose]) -> Iterator[Picture]:
        """One RGB picture a pose."""
        for pose in poses:
            yield self._warp.draw(self._texture.paint(pose), self._rig.points(pose))


def main() -> None:
    """Makes the recordings and says how long and how large each is."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description=__doc__)
    parser.add_argument("ids", nargs="*", help="answers to make; all when none is named")
    wanted = parser.parse_args().ids
    animator = Animator()
    for seed, answer in enumerate(read_answers()):
        if wanted and answer.id not in wanted:
            continue
        audio = speak(answer)
        poses = timeline(answer.events, audio, seed)
        write_recording(answer.path, animator.draw(poses), audio)
        size = answer.path.stat().st_size / 1000
        print(f"{answer.path.name}: {len(audio) / SAMPLE_RATE:.1f} s, {size:.0f} kB")


if __name__ == "__main__":
    main()
