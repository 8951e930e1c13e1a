"""What a camera saw, as documents."""

from shared.assessment.model.vision import HeadPose, Vision, VisionSecond, VisionSummary
from shared.kernel.clock import Milliseconds


def a_vision(seconds: int = 3) -> Vision:
    """A calm face in the middle of the picture for a few seconds."""
    timeline = tuple(
        VisionSecond(
            at_ms=Milliseconds(second * 1000),
            faces=1,
            face_share=0.3,
            offset_x=0.0,
            offset_y=0.0,
            brightness=0.6,
            sharpness=120.0,
            pose=HeadPose(yaw=0, pitch=0, roll=0),
            gaze_on_camera=1.0,
            smile=0.1,
            confidence=0.9,
        )
        for second in range(seconds)
    )
    summary = VisionSummary(
        seconds=seconds,
        frames=seconds * 2,
        face_present=1.0,
        several_faces=0.0,
        gaze_on_camera=1.0,
        head_motion=0.5,
        smile=0.1,
        blink_rate=None,
        expression=None,
        brightness=0.6,
        sharpness=120.0,
        confidence=0.9,
        models={"face-mesh": "scripted"},
    )
    return Vision(summary=summary, timeline=timeline)
