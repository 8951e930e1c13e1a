"""The functions of offers, people and payroll that work between requests, as data."""

from aws_cdk import Duration

from infra.constructs.stage_functions import StageFunction
from shared.finance.contracts import VoucherDue, VoucherPosted
from shared.offer.contracts import OfferAccepted
from shared.people.contracts import Hired, Left, TermsChanged
from shared.recruiting.applications.contracts import ApplicationMoved
from shared.recruiting.requisitions.contracts import RequisitionDecided

EMPLOYMENT_FUNCTIONS = (
    StageFunction(
        "offer.follow",
        "A requisition begins a budget of offers; an application that is over ends its offer",
        hears=(RequisitionDecided, ApplicationMoved),
        needs=("mail",),
    ),
    StageFunction(
        "offer.deadlines",
        "Candidates are reminded of their offer, and offers end",
        interval=Duration.minutes(15),
        needs=("mail",),
    ),
    StageFunction(
        "people.on_offer_accepted", "Somebody accepted an offer: their file is opened", hears=(OfferAccepted,)
    ),
    StageFunction(
        "people.begin_employments",
        "Just after midnight in China: employments begin whose first day has come",
        at={"hour": "16", "minute": "10"},
    ),
    StageFunction(
        "payroll.on_people", "Terms of an employment become payroll's file", hears=(Hired, TermsChanged, Left)
    ),
    StageFunction(
        "payroll.on_vouchers", "A run whose vouchers are all in the books is posted", hears=(VoucherDue, VoucherPosted)
    ),
)
