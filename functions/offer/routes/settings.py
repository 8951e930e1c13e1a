"""What a company sets for its offers: grades, rules, approvals, policy, wording; each with its versions."""

from typing import Annotated, TypeVar

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from functions.offer.routes.desk import Offers
from shared.offer.approvals.model import OfferApprovals
from shared.offer.grades.model import GradeRules, GradeTable
from shared.offer.grades.service import change_grades, change_rules
from shared.offer.letters.wording import LetterWording
from shared.offer.policy.model import OfferPolicy
from shared.offer.versions.service import one_version, put_next
from shared.offer.versions.store import Stamp, Versions
from shared.platform.authorization import authorize
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.identity import Caller
from shared.platform.paging import Cursor, Page, PageLimit

router = routes()
M = TypeVar("M", bound=BaseModel)
Number = Annotated[int, Path(ge=0, le=999_999)]
Limit = Annotated[PageLimit, Query()]
After = Annotated[str | None, Query(max_length=2000)]
GRADES, RULES = "/v1/offer/grades", "/v1/offer/rules"
APPROVALS, POLICY, WORDING = "/v1/offer/approvals", "/v1/offer/policy", "/v1/offer/letter-wording"


class GradesView(BaseModel):
    """The grades, and which version they are: its ETag."""

    grades: GradeTable
    stamp: Stamp


class RulesView(BaseModel):
    """The rules that propose grades, and which version they are: its ETag."""

    rules: GradeRules
    stamp: Stamp


class ApprovalsView(BaseModel):
    """Who approves offers, and which version that is: its ETag."""

    approvals: OfferApprovals
    stamp: Stamp


class PolicyView(BaseModel):
    """How the company goes about offers, and which version that is: its ETag."""

    policy: OfferPolicy
    stamp: Stamp


class WordingView(BaseModel):
    """The wording of letters, and which version it is: its ETag."""

    wording: LetterWording
    stamp: Stamp


@router.get(GRADES, summary="Read the employee grades")
def get_grades() -> Response[GradesView]:
    """Return the grades that hold; version 0 is the standard."""
    who = staff(router)
    authorize(who, "read_grade")
    table, stamp = Offers.of(who).grades().grades.current()
    return tagged(GradesView(grades=table, stamp=stamp), stamp.version)


@router.put(GRADES, summary="Change the employee grades")
def put_grades(table: GradeTable) -> Response[GradesView]:
    """Write the grades anew. Offers keep the version that they were made by."""
    who = staff(router)
    authorize(who, "manage_grade")
    table, stamp = change_grades(table, if_match(router), who, Offers.of(who).grades())
    return tagged(GradesView(grades=table, stamp=stamp), stamp.version)


@router.get(f"{GRADES}/versions", summary="List the versions of the grades")
def get_grade_versions(limit: Limit = 50, cursor: After = None) -> Page[Stamp]:
    """List the versions, the newest first."""
    who = staff(router)
    authorize(who, "read_grade")
    return _page(*Offers.of(who).grades().grades.page(limit, Cursor.read(cursor)))


@router.get(f"{GRADES}/versions/<number>", summary="Read the grades of a version")
def get_grade_version(number: Number) -> GradesView:
    """Return the grades as they were."""
    who = staff(router)
    authorize(who, "read_grade")
    table, stamp = one_version(number, Offers.of(who).grades().grades)
    return GradesView(grades=table, stamp=stamp)


@router.get(RULES, summary="Read the rules that propose grades")
def get_rules() -> Response[RulesView]:
    """Return the rules that hold, in their order."""
    who = staff(router)
    authorize(who, "read_grade")
    rules, stamp = Offers.of(who).grades().rules.current()
    return tagged(RulesView(rules=rules, stamp=stamp), stamp.version)


@router.put(RULES, summary="Change the rules that propose grades")
def put_rules(rules: GradeRules) -> Response[RulesView]:
    """Write the rules anew. Proposals keep the version that they were made by."""
    who = staff(router)
    authorize(who, "manage_grade")
    rules, stamp = change_rules(rules, if_match(router), who, Offers.of(who).grades())
    return tagged(RulesView(rules=rules, stamp=stamp), stamp.version)


@router.get(f"{RULES}/versions", summary="List the versions of the rules")
def get_rule_versions(limit: Limit = 50, cursor: After = None) -> Page[Stamp]:
    """List the versions, the newest first."""
    who = staff(router)
    authorize(who, "read_grade")
    return _page(*Offers.of(who).grades().rules.page(limit, Cursor.read(cursor)))


@router.get(f"{RULES}/versions/<number>", summary="Read the rules of a version")
def get_rule_version(number: Number) -> RulesView:
    """Return the rules as they were."""
    who = staff(router)
    authorize(who, "read_grade")
    rules, stamp = one_version(number, Offers.of(who).grades().rules)
    return RulesView(rules=rules, stamp=stamp)


@router.get(APPROVALS, summary="Read who approves offers")
def get_approvals() -> Response[ApprovalsView]:
    """Return the steps, and from when each is needed."""
    who = staff(router)
    authorize(who, "read_settings")
    approvals, stamp = Offers.of(who).approvals().current()
    return tagged(ApprovalsView(approvals=approvals, stamp=stamp), stamp.version)


@router.put(APPROVALS, summary="Change who approves offers")
def put_approvals(approvals: OfferApprovals) -> Response[ApprovalsView]:
    """Write the steps anew; what is handed in already keeps its chain."""
    who = staff(router)
    authorize(who, "manage_settings")
    offers = Offers.of(who)
    told, stamp = _put(who, approvals, offers.approvals(), offers, "offer_approvals")
    return tagged(ApprovalsView(approvals=told, stamp=stamp), stamp.version)


@router.get(POLICY, summary="Read how offers are gone about")
def get_policy() -> Response[PolicyView]:
    """Return the employer's share, how long letters hold, reminders, and who signs."""
    who = staff(router)
    authorize(who, "read_settings")
    policy, stamp = Offers.of(who).policy().current()
    return tagged(PolicyView(policy=policy, stamp=stamp), stamp.version)


@router.put(POLICY, summary="Change how offers are gone about")
def put_policy(policy: OfferPolicy) -> Response[PolicyView]:
    """Write the policy anew; what was sent keeps the one of its time."""
    who = staff(router)
    authorize(who, "manage_settings")
    offers = Offers.of(who)
    told, stamp = _put(who, policy, offers.policy(), offers, "offer_policy")
    return tagged(PolicyView(policy=told, stamp=stamp), stamp.version)


@router.get(WORDING, summary="Read the wording of letters")
def get_wording() -> Response[WordingView]:
    """Return the blocks in both languages."""
    who = staff(router)
    authorize(who, "read_settings")
    wording, stamp = Offers.of(who).wording().current()
    return tagged(WordingView(wording=wording, stamp=stamp), stamp.version)


@router.put(WORDING, summary="Change the wording of letters")
def put_wording(wording: LetterWording) -> Response[WordingView]:
    """Write the blocks anew; letters name the version that they were made by."""
    who = staff(router)
    authorize(who, "manage_settings")
    offers = Offers.of(who)
    told, stamp = _put(who, wording, offers.wording(), offers, "offer_letter_wording")
    return tagged(WordingView(wording=told, stamp=stamp), stamp.version)


@router.get(f"{WORDING}/versions", summary="List the versions of the wording")
def get_wording_versions(limit: Limit = 50, cursor: After = None) -> Page[Stamp]:
    """List the versions, the newest first."""
    who = staff(router)
    authorize(who, "read_settings")
    return _page(*Offers.of(who).wording().page(limit, Cursor.read(cursor)))


@router.get(f"{WORDING}/versions/<number>", summary="Read the wording of a version")
def get_wording_version(number: Number) -> WordingView:
    """Return the blocks as they were."""
    who = staff(router)
    authorize(who, "read_settings")
    wording, stamp = one_version(number, Offers.of(who).wording())
    return WordingView(wording=wording, stamp=stamp)


def _page(stamps: list[Stamp], following: Cursor | None) -> Page[Stamp]:
    return Page(items=stamps, next=following.spelled() if following else None)


def _put(who: Caller, content: M, versions: Versions[M], offers: Offers, subject: str) -> tuple[M, Stamp]:
    trail, clock = offers.platform.audit(offers.tenant_id), offers.platform.clock
    return put_next(content, versions, if_match(router), who, "manage_settings", subject, trail, clock)
