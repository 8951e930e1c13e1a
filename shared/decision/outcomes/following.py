"""Use cases of what other stages tell: a report came, people alone judge an interview, a decision was recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel

from shared.assessment.report.contracts import InterviewReport
from shared.decision.outcomes.contracts import decision_key
from shared.decision.outcomes.model import document_of
from shared.decision.outcomes.norms import COHORT_DAYS, cohort_of
from shared.decision.outcomes.store import DecisionStore
from shared.decision.outcomes.waiting import Waiting
from shared.decision.panel.interviews import KnownInterviews
from shared.decision.panel.store import PanelStore
from shared.kernel.documents import DocumentRef
from shared.kernel.ids import ApplicationId, InterviewId

ATTEMPTS = 5


class Published(Protocol):
    """Where the document of a decision goes."""

    def put_document(self, key: str, document: BaseModel) -> DocumentRef: ...


@dataclass(frozen=True)
class Followed:
    """One tenant's part of the stage, for what happens by itself."""

    interviews: KnownInterviews
    panels: PanelStore
    decisions: DecisionStore
    published: Published


def report_came(
    interview_id: InterviewId, revision: int, report: DocumentRef, at: datetime, followed: Followed
) -> bool:
    """Keep where a report lies, and that a decision waits; False where that, or a newer one, is known.

    A report that is made anew after a decision makes nobody wait: the decision names the report that it rests on.
    """
    new = followed.panels.keep_report(interview_id, revision, report, at)
    plan = followed.interviews.plan(interview_id)
    followed.decisions.wait_undecided(Waiting.of(plan, "report", at))
    _join_cohort(followed.interviews.documents.get_document(report, InterviewReport), at, followed)
    return new


def handed_in(interview_id: InterviewId, at: datetime, followed: Followed) -> bool:
    """Note that an interview which people alone judge waits for a decision; False where one was recorded."""
    return followed.decisions.wait_undecided(Waiting.of(followed.interviews.plan(interview_id), "human_only", at))


def reached(application_id: ApplicationId, node: str, at: datetime, followed: Followed) -> int:
    """Note that people are to interview at ``node``; return how many interviews wait for it that did not before.

    Where it was decided at that node already, the event comes late and says nothing.
    """
    new = 0
    for interview_id in followed.decisions.interviews_of(application_id)[-1:]:
        if node in followed.decisions.head(interview_id).current or followed.decisions.waiting(interview_id):
            continue
        followed.decisions.wait(Waiting.of(followed.interviews.plan(interview_id), "human_interview", at))
        new += 1
    return new


def application_ended(application_id: ApplicationId, at: datetime, followed: Followed) -> int:
    """Take an application's interviews from the list of what waits; return how many.

    What a candidate asked for stays: a review or a correction is owed whatever became of the application.
    """
    gone = 0
    for interview_id in followed.decisions.interviews_of(application_id):
        waiting = followed.decisions.waiting(interview_id)
        if waiting is not None and waiting.why not in ("review", "correction") and waiting.since <= at:
            gone += followed.decisions.wait_no_more(waiting)
    return gone


def publish(interview_id: InterviewId, followed: Followed) -> int:
    """Write the document of the decision that holds, and return its number. Any order of events comes out right."""
    written = 0
    for _attempt in range(ATTEMPTS):
        newest = followed.decisions.head(interview_id).newest
        if newest is None or newest.number == written:
            return written
        document = document_of(newest, followed.decisions.tenant_id)
        key = decision_key(followed.decisions.tenant_id, newest.application_id or newest.interview_id)
        followed.published.put_document(key, document)
        written = newest.number
    return written


def _join_cohort(report: InterviewReport, at: datetime, followed: Followed) -> None:
    """Enter the competency scores of an interview among those that were judged by the same rubrics."""
    scores = {each.competency: round(each.score * 1000) for each in report.competencies if each.score is not None}
    if scores:
        cohort = cohort_of(report.norm.cohort)
        followed.decisions.standing(cohort, report.interview_id, scores, at, int((at + COHORT_DAYS).timestamp()))
