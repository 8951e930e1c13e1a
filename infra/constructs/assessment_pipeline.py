"""The functions that the two state machines call, each with what it needs and no more."""

from aws_cdk import Duration
from constructs import Construct

from infra.constructs.assessment_functions import AssessmentFunctions
from infra.constructs.function_settings import FunctionSettings, LayerName
from infra.constructs.python_function import PythonFunction


class AssessmentPipeline(Construct):
    """Owns the functions of the pipeline and gives them on as ``functions``."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: FunctionSettings) -> None:
        super().__init__(scope, construct_id)
        self._settings = settings
        limits = settings.stage.limits
        prepare = self._function(
            "Prepare",
            "assessment.prepare",
            layers=("media",),
            memory_mib=1769,  # one whole core, where Lambda's price and speed meet for what is bound by it
            timeout=Duration.minutes(5),
            disk_mib=min(10_240, 512 + limits.upload_bytes // 1024**2),
        )
        llm = settings.stage.llm
        score = self._function(
            "ScoreAnswer",
            "assessment.score_answer",
            layers=("scoring", llm.layer) if llm and llm.layer else ("scoring",),
            memory_mib=1769,
            timeout=Duration.minutes(5),
            environment=llm.environment() if llm else None,
        )
        self.score_role = score.role
        notify = self._function(
            "Notify", "assessment.notify", environment={"BOLE_SENDER_ADDRESS": settings.stage.sender_address}
        )
        self.notify_role = notify.role
        self.functions = AssessmentFunctions(
            prepare=prepare.function,
            score_answer=score.function,
            record=self._function("Record", "assessment.record").function,
            record_failure=self._function("RecordFailure", "assessment.record_failure").function,
            aggregate=self._function("Aggregate", "assessment.aggregate").function,
            norm=self._function("Norm", "assessment.norm").function,
            propose=self._function("Propose", "decision.propose").function,
            report=self._function(
                "Report", "assessment.report", layers=("report",), memory_mib=1024, timeout=Duration.minutes(2)
            ).function,
            notify=notify.function,
            record_interview_failure=self._function(
                "RecordInterviewFailure", "assessment.record_interview_failure"
            ).function,
        )

    def _function(
        self,
        name: str,
        module: str,
        *,
        layers: tuple[LayerName, ...] = (),
        memory_mib: int = 256,
        timeout: Duration | None = None,
        disk_mib: int = 512,
        environment: dict[str, str] | None = None,
    ) -> PythonFunction:
        return PythonFunction(
            self,
            name,
            module=module,
            settings=self._settings,
            layers=layers,
            memory_mib=memory_mib,
            timeout=timeout or Duration.seconds(50),
            disk_mib=disk_mib,
            environment=environment,
        )
