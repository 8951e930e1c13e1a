"""What was found in one recording, printed for a person at a terminal."""

from rich.table import Table

from local.terminal import out
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import CompetencyScore
from shared.assessment.model.vision import VisionSummary


def print_findings(assessed: AnswerAssessed) -> None:
    """Print what was heard, scored, measured, seen and flagged, and how long each step took."""
    transcript = assessed.transcript
    out.print(f"\n[bold]{transcript.language}[/] {transcript.duration_ms / 1000:.1f} s, {len(transcript.words)} words")
    out.print(transcript.text or "[dim]nothing was said[/]", highlight=False)
    scores = Table(
        "competency", "score", "level", "confidence", "evidence", title="Scores, 0–100", title_justify="left"
    )
    for score in assessed.scores:
        quotes = "\n".join(f"{_clock(item.start_ms)} “{item.quote[:60]}”" for item in score.evidence[:2])
        number = f"{score.score:.0f}" if score.score is not None else _not_scored(score)
        scores.add_row(score.competency, number, str(score.level or ""), f"{score.confidence:.2f}", quotes)
    out.print(scores)
    features = Table("feature", "value", "measured", title="Features", title_justify="left")
    for feature in assessed.features:
        value = "" if feature.value is None else f"{feature.value:.2f}"
        features.add_row(feature.name, value, f"{feature.raw:.2f} {feature.unit}")
    out.print(features)
    if assessed.vision.summary is not None:
        out.print(_seen(assessed.vision.summary), highlight=False)
    for flag in assessed.flags:
        out.print(f"[yellow]flag[/] {flag.code} {flag.detail}", highlight=False)
    took = ", ".join(f"{name} {value:.1f} s" for name, value in assessed.stage_seconds.items())
    out.print(f"[dim]{took}[/]", highlight=False)


def _seen(summary: VisionSummary) -> str:
    parts = [f"face in {summary.face_present:.0%} of {summary.seconds} s"]
    if summary.gaze_on_camera is not None:
        parts.append(f"looks at the camera {summary.gaze_on_camera:.0%}")
    if summary.blink_rate is not None:
        parts.append(f"blinks {summary.blink_rate:.0f} a minute")
    return "Picture: " + ", ".join(parts)


def _not_scored(score: CompetencyScore) -> str:
    return f"not scored: {(score.not_scored or 'no reason').replace('_', ' ')}"


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // 60000}:{milliseconds // 1000 % 60:02d}"
