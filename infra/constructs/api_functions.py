"""The functions behind the HTTP API: each is told and granted what its row of ``api_handlers.py`` says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.constructs.api_handlers import ApiHandler, Extra
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.python_function import PythonFunction


@dataclass(frozen=True)
class Given:
    """What goes with a need: environment, statements, layers."""

    environment: Mapping[str, str] = field(default_factory=dict)
    statements: Sequence[iam.PolicyStatement] = ()
    layers: tuple[LayerName, ...] = ()


class ApiFunctions(Construct):
    """One function a handler; ``needs`` says what goes with each need of theirs, ``functions`` are by module."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        handlers: Sequence[ApiHandler],
        settings: FunctionSettings,
        needs: Mapping[Extra, Given],
        applicant_role_arn: str = "",
    ) -> None:
        super().__init__(scope, construct_id)
        self._settings = settings
        self._needs = needs
        self._applicant_role_arn = applicant_role_arn
        self.functions: dict[str, lambda_.IFunction] = {
            handler.module: self._made(handler).function for handler in handlers
        }

    def _made(self, handler: ApiHandler) -> PythonFunction:
        settings = self._settings
        if handler.role == "applicant":
            settings = replace(settings, tenant_role_arn=self._applicant_role_arn)
        given = [self._needs[need] for need in handler.needs]
        function = PythonFunction(
            self,
            handler.name,
            module=handler.module,
            settings=settings,
            memory_mib=handler.memory_mib,
            layers=tuple(dict.fromkeys((*handler.layers, *(layer for each in given for layer in each.layers)))),
            environment={name: value for each in given for name, value in each.environment.items()},
            for_tenants=handler.for_tenants,
        )
        for each in given:
            for statement in each.statements:
                function.role.add_to_policy(statement)
        return function
