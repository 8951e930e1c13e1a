"""The form of a panel: the rubrics of the report where there is one, otherwise those that hold for the plan."""

from shared.assessment.report.contracts import InterviewReport
from shared.assessment.rubrics.model import Rubric
from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.rating import FormAnchors, FormCompetency, FormQuestion, RatingForm
from shared.interview.contracts import InterviewPlan
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency

UNVERSIONED = "position"
"""The version of a competency that the position words alone and no rubric is known for."""


def form_of(plan: InterviewPlan, desk: PanelDesk) -> RatingForm:
    """Return what is rated in ``plan``'s interview. People and machine are held against the same words."""
    found = desk.interviews.report(plan)
    rubrics = _of_report(found[1]) if found else {}
    if any(each.name not in rubrics for each in plan.competencies):
        rubrics = {rubric.competency: rubric for rubric in desk.rubrics.of(plan)} | rubrics
    return RatingForm(
        interview_id=plan.interview_id,
        competencies=tuple(_competency(each, rubrics.get(each.name)) for each in plan.competencies),
        questions=tuple(
            FormQuestion(answer_id=each.answer_id, text=each.text, competencies=each.competencies)
            for each in plan.questions
        ),
    )


def _of_report(report: InterviewReport) -> dict[str, Rubric]:
    assessed = [answer.assessed for answer in report.answers if answer.assessed is not None]
    return {rubric.competency: rubric for answer in assessed for rubric in answer.rubrics}


def _competency(competency: Competency, rubric: Rubric | None) -> FormCompetency:
    if rubric is None:
        title = competency.title or LocalizedText(zh=competency.name, en=competency.name)
        words = competency.rubric or title
        return FormCompetency(
            competency=competency.name, version=UNVERSIONED, title=title, definition=words, anchors=FormAnchors()
        )
    zh, en = rubric.zh, rubric.en
    return FormCompetency(
        competency=competency.name,
        version=rubric.version,
        title=LocalizedText(zh=zh.title if zh else None, en=en.title if en else None),
        definition=LocalizedText(zh=zh.definition if zh else None, en=en.definition if en else None),
        anchors=FormAnchors(zh=zh.anchors if zh else (), en=en.anchors if en else ()),
    )
