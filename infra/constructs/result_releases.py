"""Results whose moment has come: every quarter of an hour decision tells that candidates may read them."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.main_table import MainTable
from infra.constructs.platform_rows import platform_rows
from infra.constructs.python_function import PythonFunction
from infra.constructs.rules import every


class ResultReleases(Construct):
    """A schedule and the function ``decision.release_results``; it reads the list of tenants and acts for each."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: FunctionSettings,
        table: MainTable,
        dead_letters: sqs.IQueue,
        layers: Sequence[LayerName] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        clock = PythonFunction(
            self,
            "ReleaseResults",
            module="decision.release_results",
            settings=settings,
            memory_mib=512,
            timeout=Duration.minutes(5),
            layers=layers,
        )
        for statement in platform_rows(table, settings.key, write=False):
            clock.role.add_to_policy(statement)
        self.function = clock.function
        every(
            self,
            "Clock",
            Duration.minutes(15),
            call=self.function,
            dead_letters=dead_letters,
            why="Tells that results may be read from now on",
        )
