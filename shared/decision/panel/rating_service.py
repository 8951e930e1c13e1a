"""Use cases: rate blind, hand in once, correct with a reason, and look at each other's ratings afterwards."""

from collections.abc import Sequence

from shared.decision.panel.agreement import Agreement, agreement
from shared.decision.panel.contracts import PanelCompleted
from shared.decision.panel.desk import ATTEMPTS, PanelDesk, resource_of
from shared.decision.panel.errors import NoOwnRating, RatingIncomplete, RatingIsIn, RatingsMissing
from shared.decision.panel.evidence import Beat, EvidenceTime, beaten
from shared.decision.panel.model import Panel, rated
from shared.decision.panel.rating import Rating, RatingCorrection, RatingDraft, RatingForm, faults_of
from shared.interview.contracts import InterviewPlan
from shared.kernel.errors import NotFound, PreconditionFailed, Unavailable
from shared.kernel.ids import InterviewId, new_id
from shared.platform.authorization import permits
from shared.platform.etag import expect

Named = frozenset[str] | None


def form(interview_id: InterviewId, desk: PanelDesk) -> tuple[InterviewPlan, RatingForm]:
    """Return who is rated, and by what: to who may see the interview. Raises ``NoPanel``, ``Forbidden``,
    ``NoSuchInterview``."""
    plan, _panel = desk.seated(interview_id, "read_interview")
    found = _form(interview_id, desk)
    desk.read("read_interview", plan)
    return plan, found


def own(interview_id: InterviewId, desk: PanelDesk) -> Rating | None:
    """Return the caller's own rating; None before the first save. Raises as ``form``."""
    plan, _panel = desk.seated(interview_id, "rate_interview")
    return desk.panels.own(interview_id, desk.who.user_id, plan.candidate_id)


def save(interview_id: InterviewId, draft: RatingDraft, named: Named, desk: PanelDesk) -> Rating:
    """Keep a draft. Its first save names version 0.

    Raises:
        RatingIsIn: it was handed in.
        RatingIncomplete: it speaks of what is not rated here.
        PreconditionRequired, PreconditionFailed: as they say; and as ``form``.
    """
    plan, _panel = desk.seated(interview_id, "rate_interview")
    before = _open(plan, named, desk)
    _must_be_right(draft, _form(interview_id, desk), complete=False)
    rating = Rating(
        interview_id=interview_id,
        user_id=desk.who.user_id,
        revision=before.revision + 1 if before else 1,
        draft=draft,
        saved_at=desk.clock.now(),
    )
    if not desk.panels.draft(rating, plan.candidate_id):
        raise PreconditionFailed
    return rating


def submit(interview_id: InterviewId, named: Named, desk: PanelDesk) -> Rating:
    """Hand the own draft in: from here on it stays, and the caller sees what others and the machine made of it.

    Raises:
        NoOwnRating, RatingIsIn, RatingIncomplete, PreconditionRequired, PreconditionFailed: as they say.
    """
    plan, _panel = desk.seated(interview_id, "rate_interview")
    before = _open(plan, named, desk)
    if before is None:
        raise NoOwnRating
    return _handed_in(plan, before, before.draft, None, desk)


def correct(interview_id: InterviewId, correction: RatingCorrection, named: Named, desk: PanelDesk) -> Rating:
    """Replace a rating that is in by a new version; the old one is kept, and counts where blindness counts.

    Raises:
        NoOwnRating: none is in.
        RatingIncomplete, PreconditionRequired, PreconditionFailed: as they say.
    """
    plan, _panel = desk.seated(interview_id, "rate_interview")
    before = desk.panels.own(interview_id, desk.who.user_id, plan.candidate_id)
    if before is None or before.state != "submitted":
        raise NoOwnRating
    expect(named, before.revision)
    draft = RatingDraft.model_validate(correction.model_dump(exclude={"reason"}))
    return _handed_in(plan, before, draft, correction.reason, desk)


def ratings(interview_id: InterviewId, desk: PanelDesk) -> list[Rating]:
    """Return every rating that is in, all versions. Raises ``Forbidden``, also to who is blind, and as ``form``."""
    plan, panel = desk.seated(interview_id, "read_rating")
    found = desk.panels.ratings(panel, desk.who.user_id)
    desk.read("read_rating", plan)
    return found


def agreed(interview_id: InterviewId, desk: PanelDesk) -> Agreement:
    """Return how the newest ratings agree, once those are in that are waited for. Raises ``RatingsMissing``.

    The machine's levels stand beside them only where the candidate lets a machine judge, the panel does not review
    without it, and the caller may read the report.
    """
    plan, panel = desk.seated(interview_id, "read_rating")
    found = desk.panels.ratings(panel, desk.who.user_id)
    if not panel.complete:
        raise RatingsMissing(len(panel.rated), panel.awaited)
    desk.read("read_rating", plan)
    given = _form(interview_id, desk)
    levels = {rating.user_id: rating.levels() for rating in newest(found)}
    return agreement(levels, tuple(each.competency for each in given.competencies), _machine(plan, panel, desk))


def newest(found: Sequence[Rating]) -> list[Rating]:
    """Return the last version of each rater."""
    last: dict[str, Rating] = {}
    for rating in sorted(found, key=lambda each: each.version):
        last[rating.user_id] = rating
    return list(last.values())


def spend(interview_id: InterviewId, beat: Beat, desk: PanelDesk) -> EvidenceTime:
    """Count time on evidence: what ``evidence.beaten`` credits. Raises ``Forbidden`` to who may not look at it."""
    desk.opened(interview_id, "read_report" if beat.what == "report" else "read_interview")
    for _attempt in range(ATTEMPTS):
        before = desk.panels.evidence(interview_id, desk.who.user_id)
        after = beaten(before, beat, desk.clock.now())
        if after == before or desk.panels.spend(interview_id, desk.who.user_id, after):
            return after
    raise Unavailable("Too many pages say at once how long you look.", "Try again. 请稍后重试。")


def _handed_in(plan: InterviewPlan, before: Rating, draft: RatingDraft, reason: str | None, desk: PanelDesk) -> Rating:
    given = _form(plan.interview_id, desk)
    _must_be_right(draft, given, complete=True)
    now = desk.clock.now()
    rating = before.model_copy(
        update={
            "state": "submitted",
            "version": before.version + 1,
            "revision": before.revision + 1,
            "draft": draft,
            "rubrics": given.rubrics,
            "saved_at": now,
            "submitted_at": now,
            "seconds": desk.panels.evidence(plan.interview_id, desk.who.user_id).total,
            "correction_reason": reason,
        }
    )
    for _attempt in range(ATTEMPTS):
        panel = desk.seated(plan.interview_id, "rate_interview")[1]
        after = rated(panel, desk.who.user_id)
        entry = desk.entry("rate_interview", plan, version=rating.version, seconds=rating.seconds)
        events = [_completed(plan, after, desk)] if after.complete and not panel.complete else []
        if desk.panels.submit(rating, after, entry, events):
            return rating
        stored = desk.panels.own(plan.interview_id, desk.who.user_id, plan.candidate_id)
        if stored is None or stored.revision != before.revision:
            raise PreconditionFailed
    raise Unavailable("Others are rating at this moment.", "Try again. 请稍后重试。")


def _open(plan: InterviewPlan, named: Named, desk: PanelDesk) -> Rating | None:
    before = desk.panels.own(plan.interview_id, desk.who.user_id, plan.candidate_id)
    if before is not None and before.state == "submitted":
        raise RatingIsIn
    expect(named, before.revision if before else 0)
    return before


def _must_be_right(draft: RatingDraft, given: RatingForm, *, complete: bool) -> None:
    if faults := faults_of(draft, given, complete=complete):
        raise RatingIncomplete(faults)


def _form(interview_id: InterviewId, desk: PanelDesk) -> RatingForm:
    found = desk.panels.form(interview_id)
    if found is None:
        raise NotFound("There is no rating form. 没有评分表。", "Assign interviewers first. 请先指派面试官。")
    return found


def _machine(plan: InterviewPlan, panel: Panel, desk: PanelDesk) -> dict[str, int | None]:
    if panel.without_ai or not permits(desk.who, "read_report", resource_of(plan, panel)):
        return {}
    found = desk.interviews.report(plan)
    return {each.competency: each.level for each in found[1].competencies} if found else {}


def _completed(plan: InterviewPlan, panel: Panel, desk: PanelDesk) -> PanelCompleted:
    return PanelCompleted(
        event_id=new_id("evt"),
        tenant_id=plan.tenant_id,
        occurred_at=desk.clock.now(),
        interview_id=plan.interview_id,
        application_id=plan.application_id,
        position_id=plan.position_id,
        candidate_id=plan.candidate_id,
        raters=tuple(sorted(panel.rated)),
    )
