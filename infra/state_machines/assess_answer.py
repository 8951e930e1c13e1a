"""``assess_answer``: one execution for each uploaded answer.

::

    Prepare → outcome? ─ ignore → AlreadyTaken
                       ├ refuse → RecordRefusal → Refused
                       └ assess → ListenAndWatch ┬ Transcribe | NothingToHear
                                                 └ Watch | NotWatched | WatchFailed
                                  → ScoreAnswer → Record → Assessed
    any error → RecordFailure → whose fault? ┬ the recording's → Unusable
                                              ├ nobody's, a newer recording took over → Superseded
                                              ├ nobody's, the consent was withdrawn → LeftToPeople
                                              └ ours → Failed
"""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from aws_cdk import aws_stepfunctions_tasks as tasks
from constructs import Construct

from infra.constructs.assessment_functions import AssessmentFunctions
from infra.state_machines.steps import PEOPLE_ONLY, execution_log, lambda_step, recording_step

EXECUTION = sfn.JsonPath.string_at("$$.Execution.Id")
REFUSALS = ("empty_file", "not_media", "no_audio", "file_too_large", "recording_too_long")
"""Codes of ``shared.assessment.refusals``, which a worker answers its token with."""
PREPARED = sfn.JsonPath.object_at("$.prepared")


class AssessAnswer(Construct):
    """Owns the state machine, its log and its grants (each task grants itself).

    ``worker_timeout`` is how long an answer may wait for a worker and be worked on: a GPU that starts from
    nothing takes minutes, so it is generous. A worker that dies is found by its queue, not by this clock.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: AssessmentFunctions,
        transcribe_queue: sqs.IQueue,
        watch_queue: sqs.IQueue,
        key: kms.IKey,
        log_retention: logs.RetentionDays,
        worker_timeout: Duration,
    ) -> None:
        super().__init__(scope, construct_id)
        self._functions = functions
        self._worker_timeout = worker_timeout
        listen_and_watch = self._listen_and_watch(transcribe_queue, watch_queue)
        score = lambda_step(
            self,
            "ScoreAnswer",
            functions.score_answer,
            payload={"prepared": PREPARED, "branches": sfn.JsonPath.object_at("$.branches")},
            result_path="$.scored",
            timeout=Duration.minutes(5),
        )
        record = lambda_step(
            self,
            "Record",
            functions.record,
            input_path="$.scored",
            result_path="$.settled",
            timeout=Duration.minutes(1),
        )
        caught = self._record_failure()
        for state in (listen_and_watch, score, record):
            state.add_catch(caught, errors=["States.ALL"], result_path="$.failure")
        assessed = listen_and_watch.next(score).next(record).next(sfn.Succeed(self, "Assessed"))
        self.state_machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_chainable(self._prepare(assessed)),
            state_machine_type=sfn.StateMachineType.STANDARD,
            tracing_enabled=True,
            logs=execution_log(self, key=key, retention=log_retention),
        )

    def _prepare(self, assessed: sfn.IChainable) -> sfn.IChainable:
        prepare = lambda_step(
            self,
            "Prepare",
            self._functions.prepare,
            payload={
                "key": sfn.JsonPath.string_at("$.object.key"),
                "size_bytes": sfn.JsonPath.number_at("$.object.size"),
                "execution_id": EXECUTION,
            },
            result_path="$.prepared",
            timeout=Duration.minutes(5),
        )
        unprepared = recording_step(
            self,
            "RecordPrepareFailure",
            self._functions.record_failure,
            payload={
                "upload_key": sfn.JsonPath.string_at("$.object.key"),
                "execution_id": EXECUTION,
                "failure": sfn.JsonPath.object_at("$.failure"),
            },
            timeout=Duration.minutes(1),
        ).next(sfn.Fail(self, "NotPrepared", error_path="$.failure.Error"))
        refused = recording_step(
            self,
            "RecordRefusal",
            self._functions.record_failure,
            payload={
                "prepared": PREPARED,
                "upload_key": sfn.JsonPath.string_at("$.prepared.upload_key"),
                "execution_id": EXECUTION,
                "error": "Refused",
            },
            timeout=Duration.minutes(1),
        ).next(sfn.Succeed(self, "Refused"))
        prepare.add_catch(unprepared, errors=["States.ALL"], result_path="$.failure")
        outcome = (
            sfn.Choice(self, "Outcome")
            .when(sfn.Condition.string_equals("$.prepared.outcome", "ignore"), sfn.Succeed(self, "AlreadyTaken"))
            .when(sfn.Condition.string_equals("$.prepared.outcome", "refuse"), refused)
            .otherwise(assessed)
        )
        return prepare.next(outcome)

    def _listen_and_watch(self, transcribe_queue: sqs.IQueue, watch_queue: sqs.IQueue) -> sfn.Parallel:
        listen = (
            sfn.Choice(self, "Listen")
            .when(
                sfn.Condition.boolean_equals("$.prepared.listen", True),
                self._worker_step("Transcribe", transcribe_queue, "transcript_key", "transcribe"),
            )
            .otherwise(sfn.Pass(self, "NothingToHear", parameters={"skipped": "text"}))
        )
        watch_step = self._worker_step("Watch", watch_queue, "vision_key", "watching")
        watch_step.add_catch(
            sfn.Pass(self, "WatchFailed", parameters={"failed": sfn.JsonPath.string_at("$.failure.Error")}),
            errors=["States.ALL"],
            result_path="$.failure",
        )
        watch = (
            sfn.Choice(self, "WatchAllowed")
            .when(sfn.Condition.boolean_equals("$.prepared.watch", True), watch_step)
            .otherwise(
                sfn.Pass(self, "NotWatched", parameters={"skipped": sfn.JsonPath.string_at("$.prepared.watch_skipped")})
            )
        )
        parallel = sfn.Parallel(self, "ListenAndWatch", result_path="$.branches")
        return parallel.branch(listen).branch(watch)

    def _worker_step(self, name: str, queue: sqs.IQueue, result_key: str, options: str) -> tasks.SqsSendMessage:
        return tasks.SqsSendMessage(
            self,
            name,
            queue=queue,
            integration_pattern=sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
            task_timeout=sfn.Timeout.duration(self._worker_timeout),
            message_body=sfn.TaskInput.from_object(
                {
                    "task_token": sfn.JsonPath.task_token,
                    "answer": sfn.JsonPath.object_at("$.prepared.answer"),
                    "media_key": sfn.JsonPath.string_at("$.prepared.upload_key"),
                    "result_key": sfn.JsonPath.string_at(f"$.prepared.{result_key}"),
                    "options": sfn.JsonPath.object_at(f"$.prepared.{options}"),
                }
            ),
        )

    def _record_failure(self) -> sfn.IChainable:
        return recording_step(
            self,
            "RecordFailure",
            self._functions.record_failure,
            payload={
                "prepared": PREPARED,
                "upload_key": sfn.JsonPath.string_at("$.prepared.upload_key"),
                "execution_id": EXECUTION,
                "failure": sfn.JsonPath.object_at("$.failure"),
            },
            timeout=Duration.minutes(1),
        ).next(self._whose_fault())

    def _whose_fault(self) -> sfn.Choice:
        """Only what is ours ends as a failed execution, because a failed execution calls an operator."""
        about_the_recording = [sfn.Condition.string_equals("$.failure.Error", code) for code in REFUSALS]
        return (
            sfn.Choice(self, "WhoseFault")
            .when(
                sfn.Condition.string_equals("$.settled.status", "superseded"),
                sfn.Succeed(self, "Superseded"),
            )
            .when(
                sfn.Condition.string_equals("$.failure.Error", PEOPLE_ONLY),
                sfn.Succeed(self, "LeftToPeople"),
            )
            .when(sfn.Condition.or_(*about_the_recording), sfn.Succeed(self, "Unusable"))
            .otherwise(sfn.Fail(self, "Failed", error_path="$.failure.Error"))
        )
