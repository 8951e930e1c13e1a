"""Use cases: who sits on a panel. Assign, change the deadline, replace, let go, and how many ratings are needed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.decision.outcomes.store import waiting_writes
from shared.decision.outcomes.waiting import Waiting
from shared.decision.panel.contracts import InterviewerAssigned
from shared.decision.panel.desk import ATTEMPTS, PanelDesk
from shared.decision.panel.errors import AlreadyAssigned, CannotInterview, HasRated, NotOnPanel
from shared.decision.panel.forms import form_of
from shared.decision.panel.model import MOST_MEMBERS, Departure, Member, Panel, awaiting, due, joined, parted
from shared.decision.panel.orders import CallOrder, DueOrder, LeaveOrder, ReplaceOrder, RequiredOrder
from shared.decision.panel.ports import Colleague
from shared.decision.panel.reasons import must_be_known
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import Invalid, PreconditionFailed, Unavailable
from shared.kernel.ids import InterviewId, new_id
from shared.platform.etag import expect

LONGEST = timedelta(days=90)
"""How far ahead a deadline may lie."""
Named = frozenset[str] | None
"""The versions that ``If-Match`` names."""


def call(interview_id: InterviewId, order: CallOrder, desk: PanelDesk, request_id: str | None = None) -> Panel:
    """Assign interviewers; the first ones make the panel. ``request_id``: it reviews for a candidate who asked for it.

    Raises:
        NoSuchInterview, Forbidden, AlreadyAssigned, CannotInterview, Invalid: as they say.
        Unavailable: others changed the panel again and again.
    """
    for _attempt in range(ATTEMPTS):
        plan, before = desk.opened(interview_id, "assign_interviewer")
        now = desk.clock.now()
        _must_be_ahead(order.due_at, now)
        if taken := sorted(each for each in set(order.user_ids) if before and before.member(each)):
            raise AlreadyAssigned(taken)
        members = _members(list(dict.fromkeys(order.user_ids)), order.due_at, plan, desk, review=request_id is not None)
        panel = _with(before, members, order.required, plan, desk, now)
        if request_id is not None:
            panel = panel.model_copy(update={"without_ai": True, "request_id": request_id})
        _must_fit(panel)
        saved = desk.panels.save(
            panel,
            desk.entry("assign_interviewer", plan, assigned=len(members), without_ai=panel.without_ai),
            form=form_of(plan, desk) if before is None else None,
            seated=members,
            more=waiting_writes(desk.panels.tenant_id, Waiting.of(plan, "panel", now)),
            events=[_event(plan, member, now) for member in members],
        )
        if saved:
            return panel
    raise Unavailable("Others are changing this panel at this moment.", "Try again. 请稍后重试。")


def postpone(interview_id: InterviewId, user_id: str, order: DueOrder, named: Named, desk: PanelDesk) -> Panel:
    """Give a member another deadline. Raises ``NotOnPanel``, ``HasRated``, ``PreconditionFailed`` and as ``call``."""
    plan, before, _member = _open_member(interview_id, user_id, named, desk)
    _must_be_ahead(order.due_at, desk.clock.now())
    panel = due(before, user_id, order.due_at)
    seated = [each for each in panel.members if each.user_id == user_id]
    return _saved(panel, plan, desk, "deadline", seated=seated)


def replace(interview_id: InterviewId, user_id: str, order: ReplaceOrder, named: Named, desk: PanelDesk) -> Panel:
    """Put somebody else in a member's place, before that member has rated. Raises as ``postpone``."""
    plan, before, member = _open_member(interview_id, user_id, named, desk)
    must_be_known(order.reason)
    _must_be_ahead(order.due_at, desk.clock.now())
    if before.member(order.user_id):
        raise AlreadyAssigned([order.user_id])
    [successor] = _members([order.user_id], order.due_at, plan, desk, review=member.review)
    panel = parted(before, _departure(user_id, order.reason, desk, order.user_id), successor)
    return _saved(panel, plan, desk, "replaced", seated=[successor], left=user_id)


def release(interview_id: InterviewId, user_id: str, order: LeaveOrder, named: Named, desk: PanelDesk) -> Panel:
    """Let a member go who has not rated yet. Raises as ``postpone``."""
    plan, before, _member = _open_member(interview_id, user_id, named, desk)
    must_be_known(order.reason)
    panel = parted(before, _departure(user_id, order.reason, desk, None), None)
    return _saved(panel, plan, desk, "left", left=user_id)


def require(interview_id: InterviewId, order: RequiredOrder, named: Named, desk: PanelDesk) -> Panel:
    """Say how many ratings a decision waits for. Raises as ``postpone``."""
    plan, before = desk.seated(interview_id, "assign_interviewer")
    expect(named, before.revision)
    panel = awaiting(before, order.required)
    _must_fit(panel)
    return _saved(panel, plan, desk, "required")


def _open_member(
    interview_id: InterviewId, user_id: str, named: Named, desk: PanelDesk
) -> tuple[InterviewPlan, Panel, Member]:
    plan, panel = desk.seated(interview_id, "assign_interviewer")
    member = panel.member(user_id)
    if member is None:
        raise NotOnPanel(user_id)
    if user_id in panel.rated:
        raise HasRated(user_id)
    expect(named, panel.revision)
    return plan, panel, member


def _saved(
    panel: Panel,
    plan: InterviewPlan,
    desk: PanelDesk,
    what: str,
    *,
    seated: Sequence[Member] = (),
    left: str | None = None,
) -> Panel:
    now = desk.clock.now()
    events = [_event(plan, member, now) for member in seated]
    entry = desk.entry("assign_interviewer", plan, change=what)
    if not desk.panels.save(panel, entry, seated=seated, left=left, events=events):
        raise PreconditionFailed
    return panel


def _with(
    before: Panel | None,
    members: Sequence[Member],
    required: int | None,
    plan: InterviewPlan,
    desk: PanelDesk,
    now: datetime,
) -> Panel:
    if before is not None:
        return joined(before, members, required)
    return Panel(
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        department=plan.department,
        members=tuple(members),
        required=required,
        called_by=desk.who.user_id,
        called_at=now,
    )


def _members(
    user_ids: Sequence[str], due_at: datetime, plan: InterviewPlan, desk: PanelDesk, *, review: bool
) -> list[Member]:
    known = desk.staff.known(user_ids)
    if absent := [each for each in user_ids if each not in known or not known[each].active]:
        raise CannotInterview(absent, "no active user of your company")
    if unfit := [each for each in user_ids if not _may_interview(known[each], plan.department)]:
        raise CannotInterview(unfit, "the role does not interview here")
    return [
        Member(
            user_id=each,
            assigned_by=desk.who.user_id,
            assigned_at=desk.clock.now(),
            due_at=due_at,
            review=review,
            seen_report=desk.panels.evidence(plan.interview_id, each).report > 0,
        )
        for each in user_ids
    ]


def _may_interview(colleague: Colleague, department: str | None) -> bool:
    if colleague.roles & {"interviewer", "recruiter", "tenant_admin"}:
        return True
    return "manager" in colleague.roles and department in colleague.departments


def _departure(user_id: str, reason: str, desk: PanelDesk, successor: str | None) -> Departure:
    return Departure(user_id=user_id, by=desk.who.user_id, at=desk.clock.now(), reason=reason, replaced_by=successor)


def _must_be_ahead(due_at: datetime, now: datetime) -> None:
    if not now < due_at <= now + LONGEST:
        raise Invalid(
            "The deadline must lie in the next 90 days. 截止时间须在未来 90 天内。", "Choose another one. 请重新选择。"
        )


def _must_fit(panel: Panel) -> None:
    if len(panel.members) > MOST_MEMBERS:
        raise Invalid(
            f"A panel has at most {MOST_MEMBERS} members. 面试官最多 {MOST_MEMBERS} 人。", "Assign fewer. 请减少人数。"
        )
    if panel.required is not None and panel.required > len(panel.members):
        raise Invalid(
            f"There are {len(panel.members)} members, so {panel.required} ratings cannot come in. 所需评分数超过人数。",
            "Require fewer ratings, or assign more people. 请减少所需评分数或增派面试官。",
        )


def _event(plan: InterviewPlan, member: Member, now: datetime) -> InterviewerAssigned:
    return InterviewerAssigned(
        event_id=new_id("evt"),
        tenant_id=plan.tenant_id,
        occurred_at=now,
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        user_id=member.user_id,
        due_at=member.due_at,
    )
