"""How reliable the personality test is among a tenant's own candidates."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from shared.interview.personality.inventory import inventory
from shared.interview.personality.reliability import Reliability, reliability_of
from shared.interview.personality.store import PersonalityStore
from shared.kernel.language import Language
from shared.platform import bootstrap
from shared.platform.authorization import authorize
from shared.platform.http import routes, staff
from shared.platform.settings import TableSettings

router = routes()


@router.get("/v1/interview/personality/reliability", summary="Reliability of the personality test")
def get_reliability(language: Annotated[Language, Query()] = "zh") -> Reliability:
    """Return alpha and omega of each factor with 95 % intervals and n, from this tenant's valid results."""
    who = staff(router)
    authorize(who, "read_personality")
    platform = bootstrap.current(TableSettings)
    tests = PersonalityStore(platform.table(who.tenant_id), platform.audit(who.tenant_id))
    return reliability_of(inventory(), tests.answers(inventory().version, language))
