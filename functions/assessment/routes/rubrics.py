"""The rubrics that a position can name: the catalogue's, and the tenant's own with their versions."""

from aws_lambda_powertools.event_handler import Response

from functions.assessment.routes.desk import scope
from shared.assessment.rubrics.own import OwnRubric, OwnRubricDraft
from shared.assessment.service import own_rubrics
from shared.platform.http import if_match, routes, staff, tagged
from shared.platform.observability import count

router = routes()


@router.get("/v1/assessment/rubrics", summary="List rubrics")
def get_rubrics() -> own_rubrics.RubricShelf:
    """Return the rubrics that a position can name: the tenant's own, and the catalogue's."""
    return own_rubrics.shelf(scope(staff(router), "read_rubric"))


@router.get("/v1/assessment/rubrics/<competency>", summary="Read an own rubric")
def get_rubric(competency: str) -> Response[OwnRubric]:
    """Return the newest version of the tenant's own rubric; its ETag is what an edit sends as ``If-Match``."""
    return _rubric(own_rubrics.newest(scope(staff(router), "read_rubric"), competency))


@router.get("/v1/assessment/rubrics/<competency>/versions/<version>", summary="Read a version of an own rubric")
def get_rubric_version(competency: str, version: str) -> OwnRubric:
    """Return one version, for example the one that a report names."""
    return own_rubrics.at_version(scope(staff(router), "read_rubric"), competency, version)


@router.put("/v1/assessment/rubrics/<competency>", summary="Save a version of an own rubric")
def put_rubric(competency: str, draft: OwnRubricDraft) -> Response[OwnRubric]:
    """Save a new version: of a new rubric without ``If-Match``, of one that is there with the version that was read."""
    who = staff(router)
    seen = scope(who, "manage_rubric")
    saved = own_rubrics.save(seen, competency, draft, who.user_id, if_match(router))
    count("assessment", "RubricSaved")
    return _rubric(saved)


@router.post("/v1/assessment/rubrics/<competency>/retire", summary="Retire an own rubric")
def post_rubric_retire(competency: str) -> OwnRubric:
    """Let nobody choose the rubric for a new position any more."""
    return own_rubrics.retire(scope(staff(router), "manage_rubric"), competency, if_match(router))


def _rubric(own: OwnRubric) -> Response[OwnRubric]:
    return tagged(own, own.version)
