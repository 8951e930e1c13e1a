"""Panels: who re-interviews, ratings that are blind until the own one is in, agreement, time on evidence."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.decision.routes.desk import panel_desk
from shared.decision.panel import calling, rating_service
from shared.decision.panel.agreement import Agreement
from shared.decision.panel.desk import PanelDesk
from shared.decision.panel.evidence import Beat
from shared.decision.panel.model import Departure, Member, Panel
from shared.decision.panel.orders import CallOrder, DueOrder, LeaveOrder, ReplaceOrder, RequiredOrder
from shared.decision.panel.rating import Rating, RatingCorrection, RatingDraft, RatingForm
from shared.decision.panel.reasons import LeavingReason, leaving_reasons
from shared.decision.panel.recordings import Recording, recordings
from shared.kernel.ids import InterviewId
from shared.kernel.localized import LocalizedText
from shared.platform.authorization import ANYTHING, authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64)]
User = Annotated[str, Path(min_length=1, max_length=255)]
PANEL = "/v1/decision/interviews/<interview_id>/panel"
MEMBER = f"{PANEL}/members/<user_id>"
RATINGS = "/v1/decision/interviews/<interview_id>/ratings"
RECORDINGS_SECONDS = 45 * 60
"""How long an address holds: as long as the tenant's credentials are sure to last."""


class PanelView(BaseModel):
    """A panel. Its ETag is ``revision``. Who is blind sees the own seat alone; ``rated`` and ``complete`` are null."""

    interview_id: str
    members: tuple[Member, ...]
    rated: tuple[str, ...] | None
    awaited: int
    complete: bool | None
    left: tuple[Departure, ...]
    without_ai: bool
    called_by: str
    called_at: datetime
    revision: int


class FormView(BaseModel):
    """What is rated, and whom: the name, and the position's title."""

    candidate_name: str
    position_title: LocalizedText
    form: RatingForm


class RecordingsView(BaseModel):
    """What the candidate handed in, one an answer; each address is good for ``seconds``."""

    items: list[Recording]
    seconds: int


class OwnRating(BaseModel):
    """The caller's own rating, null before the first save. Its ETag is its revision, ``"0"`` before."""

    rating: Rating | None


class Ratings(BaseModel):
    """All versions of all ratings that are in."""

    items: list[Rating]


class Assignment(BaseModel):
    """An interview that somebody is to rate, or has rated (``done``)."""

    interview_id: str
    due_at: datetime
    assigned_at: datetime
    review: bool
    done: bool
    overdue: bool


class Spent(BaseModel):
    """Seconds on the evidence of one interview, as far as they were credited."""

    recording: int
    transcript: int
    report: int
    total: int


class LeavingReasons(BaseModel):
    """Why an interviewer may leave a panel."""

    items: list[LeavingReason]


@router.get("/v1/decision/leaving-reasons", summary="List the reasons for which an interviewer leaves a panel")
def get_leaving_reasons() -> LeavingReasons:
    """Return the reasons, in Chinese and English."""
    authorize(staff(router), "read_rubric", ANYTHING)
    return LeavingReasons(items=list(leaving_reasons().values()))


@router.get("/v1/decision/assignments", summary="List what I am to rate")
def get_assignments(
    limit: Annotated[PageLimit, Query()] = 50, cursor: Annotated[str | None, Query(max_length=2000)] = None
) -> Page[Assignment]:
    """List the caller's own interviews: those to be rated first, the first due first."""
    who = staff(router)
    desk = panel_desk(who)
    found, following = desk.panels.seats_of(who.user_id, limit, Cursor.read(cursor))
    now = desk.clock.now()
    items = [
        Assignment(
            interview_id=interview_id,
            due_at=member.due_at,
            assigned_at=member.assigned_at,
            review=member.review,
            done=done,
            overdue=not done and member.due_at < now,
        )
        for interview_id, member, done in found
    ]
    return Page(items=items, next=following.spelled() if following else None)


@router.post(f"{PANEL}/members", summary="Assign interviewers", status_code=201)
def post_members(interview_id: Which, order: CallOrder) -> Response[PanelView]:
    """Assign interviewers until a deadline; the first ones make the panel and fix its rating form."""
    desk = panel_desk(staff(router))
    return _tagged(calling.call(InterviewId(interview_id), order, desk), desk, 201)


@router.get(PANEL, summary="Read a panel")
def get_panel(interview_id: Which) -> Response[PanelView]:
    """Return who sits on the panel, until when, and whose rating is in."""
    desk = panel_desk(staff(router))
    _plan, panel = desk.seated(InterviewId(interview_id), "read_interview")
    return _tagged(panel, desk)


@router.put(f"{MEMBER}/deadline", summary="Change a member's deadline")
def put_deadline(interview_id: Which, user_id: User, order: DueOrder) -> Response[PanelView]:
    """Give a member another deadline."""
    desk = panel_desk(staff(router))
    return _tagged(calling.postpone(InterviewId(interview_id), user_id, order, if_match(router), desk), desk)


@router.post(f"{MEMBER}/replace", summary="Replace a member who has not rated")
def post_replace(interview_id: Which, user_id: User, order: ReplaceOrder) -> Response[PanelView]:
    """Put somebody else in a member's place, with a reason."""
    desk = panel_desk(staff(router))
    return _tagged(calling.replace(InterviewId(interview_id), user_id, order, if_match(router), desk), desk)


@router.post(f"{MEMBER}/release", summary="Let a member go who has not rated")
def post_release(interview_id: Which, user_id: User, order: LeaveOrder) -> Response[PanelView]:
    """Take a member from the panel, with a reason."""
    desk = panel_desk(staff(router))
    return _tagged(calling.release(InterviewId(interview_id), user_id, order, if_match(router), desk), desk)


@router.put(f"{PANEL}/required", summary="Say how many ratings a decision waits for")
def put_required(interview_id: Which, order: RequiredOrder) -> Response[PanelView]:
    """Change how many ratings must be in before it is decided."""
    desk = panel_desk(staff(router))
    return _tagged(calling.require(InterviewId(interview_id), order, if_match(router), desk), desk)


@router.get(f"{PANEL}/form", summary="Read the rating form")
def get_form(interview_id: Which) -> FormView:
    """Return the competencies with the anchors of their rubrics, the questions, and who is rated for what."""
    plan, form = rating_service.form(InterviewId(interview_id), panel_desk(staff(router)))
    return FormView(candidate_name=plan.candidate_name, position_title=plan.position_title, form=form)


@router.get("/v1/decision/interviews/<interview_id>/recordings", summary="Get what the candidate handed in")
def get_recordings(interview_id: Which) -> RecordingsView:
    """Return a signed address of each answer's last recording, where people alone judge, too."""
    items = recordings(InterviewId(interview_id), panel_desk(staff(router)), RECORDINGS_SECONDS)
    return RecordingsView(items=items, seconds=RECORDINGS_SECONDS)


@router.get(f"{RATINGS}/own", summary="Read my own rating")
def get_own(interview_id: Which) -> Response[OwnRating]:
    """Return the caller's own rating with its ETag."""
    return _own(rating_service.own(InterviewId(interview_id), panel_desk(staff(router))))


@router.put(f"{RATINGS}/own", summary="Save my rating as a draft")
def put_own(interview_id: Which, draft: RatingDraft) -> Response[OwnRating]:
    """Keep a draft, which nobody else sees. The first save sends ``If-Match: "0"``."""
    desk = panel_desk(staff(router))
    return _own(rating_service.save(InterviewId(interview_id), draft, if_match(router), desk))


@router.post(f"{RATINGS}/own/submit", summary="Hand my rating in")
def post_submit(interview_id: Which) -> Response[OwnRating]:
    """Hand the draft in. It does not change any more, and the caller is not blind any more."""
    desk = panel_desk(staff(router))
    return _own(rating_service.submit(InterviewId(interview_id), if_match(router), desk))


@router.post(f"{RATINGS}/own/corrections", summary="Correct my rating")
def post_correction(interview_id: Which, correction: RatingCorrection) -> Response[OwnRating]:
    """Hand in a new version with its reason; the earlier one is kept."""
    desk = panel_desk(staff(router))
    return _own(rating_service.correct(InterviewId(interview_id), correction, if_match(router), desk))


@router.get(RATINGS, summary="Read all ratings")
def get_ratings(interview_id: Which) -> Ratings:
    """Return every rating that is in, all versions; refused to who is blind."""
    return Ratings(items=rating_service.ratings(InterviewId(interview_id), panel_desk(staff(router))))


@router.get(f"{RATINGS}/agreement", summary="See how the ratings agree")
def get_agreement(interview_id: Which) -> Agreement:
    """Return per competency the levels, their spread, who is far apart, and the machine's level beside them."""
    return rating_service.agreed(InterviewId(interview_id), panel_desk(staff(router)))


@router.post("/v1/decision/interviews/<interview_id>/evidence-time", summary="Say that I look at the evidence")
def post_evidence_time(interview_id: Which, beat: Beat) -> Spent:
    """Count seconds on recording, transcript or report. The same beat counts once, and never more than has passed."""
    spent = rating_service.spend(InterviewId(interview_id), beat, panel_desk(staff(router)))
    return Spent(recording=spent.recording, transcript=spent.transcript, report=spent.report, total=spent.total)


def _own(rating: Rating | None) -> Response[OwnRating]:
    return tagged(OwnRating(rating=rating), rating.revision if rating else 0)


def _tagged(panel: Panel, desk: PanelDesk, status: int = 200) -> Response[PanelView]:
    """Who is blind does not learn who else rates, nor who has: nobody waits for the others to go first."""
    user = desk.who.user_id
    own = panel.member(user)
    blind = own is not None and user not in panel.rated
    view = PanelView(
        interview_id=panel.interview_id,
        members=(own,) if blind and own else panel.members,
        rated=None if blind else panel.rated,
        awaited=panel.awaited,
        complete=None if blind else panel.complete,
        left=() if blind else panel.left,
        without_ai=panel.without_ai,
        called_by=panel.called_by,
        called_at=panel.called_at,
        revision=panel.revision,
    )
    return tagged(view, panel.revision, status)
