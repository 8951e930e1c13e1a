"""An employee's right to read what is kept of them: the whole file as one document."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.people.routes.desk import access_desk
from shared.kernel.ids import EmployeeId
from shared.people.rights.service import OwnFile, own_file
from shared.platform.http import routes, staff

router = routes()
Which = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


@router.get("/v1/people/employees/<employee_id>/access", summary="Get everything that is kept of an employee")
def get_access(employee_id: Which) -> Response[OwnFile]:
    """Return all that the people stage has of an employee, opened, to hand over to them. The reading is recorded."""
    found = own_file(EmployeeId(employee_id), access_desk(staff(router)))
    headers: dict[str, str | list[str]] = {
        "Content-Disposition": f'attachment; filename="{employee_id}.json"',
        "Cache-Control": "no-store",
    }
    return Response(status_code=200, content_type="application/json", body=found, headers=headers)
