"""What applications learn from events of other stages. Each may come twice, late, and in any order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from shared.assessment.report.contracts import InterviewReport
from shared.kernel.frozen import Frozen
from shared.kernel.ids import ApplicationId
from shared.platform.keys import Shredded
from shared.platform.observability import logger
from shared.recruiting.applications.desk import ApplicationDesk, Step
from shared.recruiting.applications.errors import NoSuchApplication
from shared.recruiting.applications.learning import forgotten, known, node_of_test, placed
from shared.recruiting.applications.model import Candidacy, Fact, LogEntry
from shared.recruiting.applications.steps import OPEN, by_itself, to_node
from shared.recruiting.flows.conditions import Value
from shared.recruiting.flows.model import Flow

JUDGED = ("overall", "confidence", "competency.", "proposal")
"""Facts of an AI interview that a machine made."""


class Decision(Frozen):
    """What a person decided. ``corrects``: in place of an earlier decision. ``by`` is a user id."""

    outcome: Literal["advance", "reject", "hold"]
    by: str
    reason_code: str | None = None
    corrects: bool = False


def _told(values: Mapping[str, Value], node: str, source: str, at: datetime) -> dict[str, Fact]:
    return {f"{node}.{name}": Fact(value=value, source=source, at=at) for name, value in values.items()}


def interview_done(
    application_id: ApplicationId, interview_id: str, human_only: bool, at: datetime, desk: ApplicationDesk
) -> bool:
    """Note that a candidate handed an AI interview in; return whether that was new.

    ``human_only``: people alone look at it, so no score will come.

    Raises:
        Unavailable: others changed it again and again; nothing was noted.
    """
    values: dict[str, Value] = {"completed": True, "human_only": human_only}
    return _of_interview(application_id, interview_id, values, "interview_completed", at, desk)


def report_came(application_id: ApplicationId, report: InterviewReport, at: datetime, desk: ApplicationDesk) -> bool:
    """Note what a report says; return whether that was new. Raises as ``interview_done``.

    While proposals are stopped for a position, its scores are noted for no condition: people alone decide there.
    """
    values: dict[str, Value] = {"completed": True, "proposal": report.proposal.outcome}
    if report.proposal.rule != "proposals_stopped":
        values["confidence"] = report.confidence
        if report.overall is not None:
            values["overall"] = report.overall
        for each in report.competencies:
            if each.score is not None:
                values[f"competency.{each.competency}"] = each.score
    return _of_interview(application_id, report.interview_id, values, "report_ready", at, desk)


def assessment_refused(application_id: ApplicationId, interview_id: str, at: datetime, desk: ApplicationDesk) -> bool:
    """Forget what a machine made of an interview: the candidate took the consent back (PIPL 15, GDPR 7(3)).

    Return whether anything was changed. Raises as ``interview_done``.
    """

    def step(before: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        candidacy, node = placed(before, flow, interview_id)
        refused = Fact(value=True, source=f"consent_withdrawn:{interview_id}", at=at)
        if node is None or candidacy.facts.get(f"{node}.human_only") == refused:
            return before, []
        without = forgotten(candidacy, [f"{node}.{name}" for name in JUDGED], now)
        return known(without, {f"{node}.human_only": refused}), []

    return learned(desk, application_id, step, "system:on_interview", "learn_of_application")


def personality_done(
    application_id: ApplicationId, interview_id: str, valid: bool, at: datetime, desk: ApplicationDesk
) -> bool:
    """Note that a personality test was finished, and whether it was answered with care. Raises as the others."""

    def step(before: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        node = node_of_test(before, flow)
        if node is None:
            return before, []
        told = _told({"completed": True, "valid": valid}, node, f"personality_completed:{interview_id}", at)
        return onward(known(before, told), flow, now)

    return learned(desk, application_id, step, "system:personality_completed", "learn_of_application")


def _of_interview(
    application_id: ApplicationId,
    interview_id: str,
    values: Mapping[str, Value],
    event: str,
    at: datetime,
    desk: ApplicationDesk,
) -> bool:
    def step(before: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        candidacy, node = placed(before, flow, interview_id)
        if node is None:
            return before, []
        return onward(known(candidacy, _told(values, node, f"{event}:{interview_id}", at)), flow, now)

    return learned(desk, application_id, step, f"system:{event}", "learn_of_application")


def decided(
    application_id: ApplicationId,
    interview_id: str,
    decision: Decision,
    at_node: str | None,
    at: datetime,
    desk: ApplicationDesk,
) -> bool:
    """Carry out a recorded decision of a person; return whether that changed anything. Raises as ``interview_done``.

    A decision at a node that the application has not reached yet is kept until it is there; one at a node that it left
    is only kept. One that corrects a rejection opens the application again. One that no person made does nothing.
    """
    if not decision.by or decision.by.startswith("system:"):
        log = {"application_id": application_id, "decided_by": decision.by}
        logger("recruiting").error("A decision without a person was not carried out.", extra=log)
        return False

    def step(before: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
        place = at_node or before.interviews.get(interview_id) or before.application.node
        node, name = flow.node(place), f"{place}.outcome"
        if node is None:
            return before, []
        fact = Fact(value=decision.outcome, source=decision.by, at=at, note=decision.reason_code)
        told = known(before, {name: fact})
        corrects = decision.corrects and told.facts.get(name) == fact and before.values().get(name) == "reject"
        if not corrects or (before.application.node, before.application.status) != (place, "rejected"):
            return onward(told, flow, now)
        opened, entry = to_node(told, node, kind="reopened", by=decision.by, now=now, reason_code="decision_corrected")
        further, log = by_itself(opened, flow, now)
        return further, [entry, *log]

    return learned(desk, application_id, step, decision.by, "carry_out_decision")


def learned(desk: ApplicationDesk, application_id: ApplicationId, step: Step, by: str, action: str) -> bool:
    """Make a step; return whether it changed anything. Of who was erased meanwhile nothing is learned any more."""
    try:
        return desk.stepped(application_id, step, by, action)[1]
    except (NoSuchApplication, Shredded):
        logger("recruiting").warning("Nothing is known of this application any more.", extra={"id": application_id})
        return False


def onward(candidacy: Candidacy, flow: Flow, now: datetime) -> tuple[Candidacy, list[LogEntry]]:
    """Return the application as far on as it goes by itself; what ended goes nowhere."""
    if candidacy.application.status not in OPEN:
        return candidacy, []
    return by_itself(candidacy, flow, now)
