"""The functions that answer HTTP, as data: which layers each needs and which settings besides those of all."""

from dataclasses import dataclass
from typing import Literal

from infra.constructs.function_settings import LayerName

Extra = Literal["mail", "machines", "users", "keys", "model"]


@dataclass(frozen=True)
class ApiHandler:
    """One function: ``module`` below ``functions``. ``needs`` names what it is told and granted besides."""

    name: str
    module: str
    layers: tuple[LayerName, ...] = ("api",)
    needs: tuple[Extra, ...] = ()
    memory_mib: int = 512
    for_tenants: bool = True


API_HANDLERS = (
    ApiHandler("Recruiting", "recruiting.api", needs=("mail", "keys", "model")),
    ApiHandler("Interview", "interview.api", needs=("keys",)),
    ApiHandler("Assessment", "assessment.api", needs=("machines",)),
    ApiHandler("Docs", "platform.docs", layers=(), for_tenants=False),
)
