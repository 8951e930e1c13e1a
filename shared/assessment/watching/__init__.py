"""From what was measured in single frames to a timeline, a summary and flags. Rules only: no picture comes here."""

from shared.assessment.watching.finding import vision_of
from shared.assessment.watching.measured import FaceMeasure, FrameMeasure, Recording

__all__ = ["FaceMeasure", "FrameMeasure", "Recording", "vision_of"]
