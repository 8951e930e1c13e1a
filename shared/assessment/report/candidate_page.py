"""The candidate's version as one HTML file, made for a phone first; nothing in it needs the network."""

from shared.assessment.report.candidate_contracts import CandidateFeedback
from shared.assessment.report.rendering import environment, frame
from shared.assessment.report.wording import feedback_wording


def render_feedback(feedback: CandidateFeedback) -> str:
    """Return the page in the language that the feedback is written in."""
    page = environment().get_template("feedback.html.j2")
    words = feedback_wording(feedback.language)["page"]
    return page.render(feedback=feedback, words=words, **frame(feedback.language, "feedback", script=None))
