"""The HTTP API's routes as data: method, path, whose handler, and who may pass the gateway."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ApiRoute:
    """One route. ``caller`` = ``staff`` must bring a token of the user pool.

    A ``candidate`` brings the token of the invitation, which only the handler can check: it compares the hash of the
    secret with the one in the table, and nothing is done before.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    stage: Literal["recruiting", "interview", "assessment"]
    caller: Literal["staff", "candidate"]


ROUTES = (
    ApiRoute("POST", "/v1/recruiting/positions", "recruiting", "staff"),
    ApiRoute("POST", "/v1/recruiting/positions/{position_id}/invitations", "recruiting", "staff"),
    ApiRoute("GET", "/v1/interview/session", "interview", "candidate"),
    ApiRoute("POST", "/v1/interview/session", "interview", "candidate"),
    ApiRoute("POST", "/v1/interview/answers/{answer_id}/uploads", "interview", "candidate"),
    ApiRoute("POST", "/v1/interview/answers/{answer_id}/uploads/{upload_id}/parts", "interview", "candidate"),
    ApiRoute("POST", "/v1/interview/answers/{answer_id}/uploads/{upload_id}/complete", "interview", "candidate"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}/running", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}/report", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}/report.html", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}/report.pdf", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}/feedback", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/interviews/{interview_id}/feedback.pdf", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/interviews/{interview_id}/answers/{answer_id}/retry", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/interviews/{interview_id}/retry", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/orphans", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/rubrics", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/rubrics/{competency}", "assessment", "staff"),
    ApiRoute("PUT", "/v1/assessment/rubrics/{competency}", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/rubrics/{competency}/versions/{version}", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/rubrics/{competency}/retire", "assessment", "staff"),
    ApiRoute("GET", "/v1/assessment/calibrations", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/calibrations", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/calibrations/{proposal_id}/accept", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/calibrations/{proposal_id}/reject", "assessment", "staff"),
    ApiRoute("POST", "/v1/assessment/calibrations/{proposal_id}/withdraw", "assessment", "staff"),
)
