"""What the camera saw, as features that describe and never judge."""

from collections.abc import Sequence

import pytest

from shared.assessment.model.vision import EXPRESSIONS, Expression, Vision, VisionSecond, VisionSummary
from shared.assessment.watching.expressions import expression_timeline
from shared.assessment.watching.features import vision_features
from shared.kernel.clock import Milliseconds


def face(**shown: float) -> Expression:
    """Return an expression with these classes; what is left is neutral."""
    rest = {"neutral": 1 - sum(shown.values())} if "neutral" not in shown else {}
    return Expression(**dict.fromkeys(EXPRESSIONS, 0.0) | shown | rest)


def second(at: int, expression: Expression | None = None, *, confidence: float = 0.9, **seen: float) -> VisionSecond:
    fields = {"face_share": 0.3, "offset_x": 0.0, "offset_y": 0.0, "smile": 0.0} | seen
    return VisionSecond(
        at_ms=Milliseconds(1000 * at),
        faces=1,
        brightness=0.5,
        confidence=confidence,
        expression=expression,
        **fields,
    )


def seen(timeline: Sequence[VisionSecond], **summary: object) -> Vision:
    fields: dict[str, object] = {
        "seconds": len(timeline),
        "frames": 2 * len(timeline),
        "face_present": 1.0,
        "several_faces": 0.0,
        "gaze_on_camera": 0.8,
        "head_motion": 5.0,
        "smile": 0.2,
        "blink_rate": 15.0,
        "expression": None,
        "brightness": 0.5,
        "sharpness": 100.0,
        "confidence": 0.85,
        "models": {"mesh": "a", "detector": "b"},
    }
    return Vision(summary=VisionSummary.model_validate(fields | summary), timeline=tuple(timeline))


def raw(vision: Vision) -> dict[str, float]:
    return {feature.name: feature.raw for feature in vision_features(vision)}


def test_nothing_that_the_camera_saw_has_a_value() -> None:
    found = vision_features(seen([second(at, face(happy=0.4)) for at in range(10)], expression=face(happy=0.4)))
    assert {feature.name for feature in found} == {
        "gaze",
        "head_stability",
        "smile",
        "valence",
        "expression_change",
        "blink_rate",
        "framing",
        "face_present",
    }
    assert all(feature.value is None and feature.group == "vision" for feature in found)
    assert all(feature.source == "detector, mesh" and 0 < feature.confidence <= 1 for feature in found)


def test_where_expression_was_not_allowed_nothing_is_said_of_it() -> None:
    vision = seen([second(at) for at in range(10)])
    assert not {"valence", "expression_change"} & set(raw(vision))
    assert expression_timeline(vision) == ()


def test_a_recording_that_nobody_watched_has_no_features() -> None:
    assert vision_features(seen([])) == ()


def test_what_was_not_measured_is_left_out() -> None:
    blind = seen(
        [VisionSecond(at_ms=Milliseconds(0), faces=0, brightness=0.1, confidence=0.0)],
        face_present=0.0,
        gaze_on_camera=None,
        head_motion=None,
        smile=None,
        blink_rate=None,
        confidence=0.0,
    )
    (feature,) = vision_features(blind)
    assert (feature.name, feature.raw, feature.confidence) == ("face_present", 0.0, 1.0)


def test_a_still_head_is_more_stable_than_a_moving_one() -> None:
    still, moving = (raw(seen([second(0)], head_motion=degrees))["head_stability"] for degrees in (0.0, 10.0))
    assert (still, moving) == (1.0, 0.5)


def test_framing_is_the_share_of_seconds_with_a_face_well_in_the_picture() -> None:
    rows = [second(0), second(1, face_share=0.05), second(2, offset_x=0.4), second(3, offset_y=-0.1)]
    assert raw(seen(rows))["framing"] == 0.5


def test_valence_is_measured_from_the_persons_own_first_seconds() -> None:
    stern = [second(at, face(sad=0.5)) for at in range(10)]
    brighter = [second(at, face(happy=0.5)) for at in range(10, 20)]
    vision = seen([*stern, *brighter])
    timeline = expression_timeline(vision)
    assert [timeline[0].from_baseline, timeline[-1].from_baseline] == [0.0, 1.0]
    assert raw(vision)["valence"] == pytest.approx(0.5)


def test_a_person_who_always_looks_stern_has_the_valence_of_one_who_always_smiles() -> None:
    stern, smiling = (
        raw(seen([second(at, shown) for at in range(12)]))["valence"] for shown in (face(angry=0.6), face(happy=0.6))
    )
    assert stern == smiling == 0


def test_too_few_sure_seconds_have_no_baseline_and_no_valence() -> None:
    vision = seen([second(0, face(happy=1.0)), second(1, face(happy=1.0)), second(2, face(sad=1.0), confidence=0.2)])
    timeline = expression_timeline(vision)
    assert [one.from_baseline for one in timeline] == [None, None]
    assert "valence" not in raw(vision)


def test_the_timeline_names_the_likeliest_expression_of_each_sure_second() -> None:
    timeline = expression_timeline(seen([second(0, face(happy=0.7)), second(2, face(surprise=0.6))]))
    assert [(one.at_ms, one.dominant, one.probability) for one in timeline] == [
        (0, "happy", 0.7),
        (2000, "surprise", 0.6),
    ]
    assert timeline[0].valence == pytest.approx(0.7)
    assert timeline[1].valence == 0


def test_changes_of_expression_are_counted_between_neighbouring_seconds() -> None:
    calm, glad = face(), face(happy=0.9)
    rows = [second(0, calm), second(1, glad), second(2, glad), second(3, calm), second(60, glad)]
    assert raw(seen(rows))["expression_change"] == pytest.approx(60 * 2 / 3)
