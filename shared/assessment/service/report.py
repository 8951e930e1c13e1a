"""Report: the interview as a document for programs, as a page and as PDFs for people, and the candidate's version."""

from shared.assessment.keys import page_key, report_key
from shared.assessment.pipeline import InterviewRef, ProposedInterview, ReportedInterview
from shared.assessment.report.builder import build
from shared.assessment.report.contracts import ReportedAnswer
from shared.assessment.report.page import render_interview
from shared.assessment.service.documents import read_documents
from shared.assessment.service.open_interview import plan_of
from shared.assessment.service.people_only import must_be_by_machine
from shared.assessment.service.report_documents import keep_documents
from shared.assessment.service.rubrics import own_rubrics
from shared.assessment.service.scope import Scope
from shared.interview.contracts import InterviewPlan

DOCUMENT = "application/json"
PAGE = "text/html; charset=utf-8"


def report(scope: Scope, proposed: ProposedInterview) -> ReportedInterview:
    """Make the report of a revision and keep it. Made again, it lies beside the first one, which stays as it is.

    The page that is kept has no recordings in it: their addresses expire, so they are signed when somebody reads.

    Raises:
        PeopleOnly: the candidate took the consent to automated scoring back.
        NotFound: the plan or a document is not there.
        DamagedDocument: a document is not the one that was recorded.
        Unavailable: the table or the bucket did not answer.
    """
    interview = proposed.normed.aggregated.interview
    plan = plan_of(scope, interview.interview_id)
    must_be_by_machine(plan)
    document = build(
        proposed,
        candidate=plan.candidate_name,
        position=plan.position_title,
        weights={competency.name: competency.weight for competency in plan.competencies},
        answers=_answers(scope, interview, plan),
        built_at=scope.clock.now(),
        language=plan.languages[0],
        own_rubrics=own_rubrics(scope, plan),
    )
    where = (interview.tenant_id, interview.interview_id, interview.revision)
    body = document.model_dump_json().encode()
    page = render_interview(document, document.language, {}).encode()
    kept = scope.documents.put_bytes(report_key(*where, body), body, DOCUMENT)
    return ReportedInterview(
        proposed=proposed,
        report=kept,
        documents=keep_documents(scope, document, kept),
        page=scope.documents.put_bytes(page_key(*where, page), page, PAGE),
    )


def _answers(scope: Scope, interview: InterviewRef, plan: InterviewPlan) -> list[ReportedAnswer]:
    states = scope.interviews.answers(interview.interview_id)
    assessed = read_documents(scope, states)
    told = []
    for state in states:
        question = plan.question_of(state.answer_id)
        told.append(
            ReportedAnswer(
                answer_id=state.answer_id,
                question=question.text.read_in(plan.language) if question else "",
                status=state.status,
                assessed=assessed.get(state.answer_id),
                reason=state.reason,
            )
        )
    return told
