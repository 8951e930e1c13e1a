"""``erase_candidate``: everything of a person goes, stage by stage, then the key; a day later it is looked for again.

::

    Begin → Restricted? → Offer ⟲ → Recruiting ⟲ → Interview ⟲ → Assessment ⟲ → Decision ⟲ → Archives ⟲ → DestroyKey
          → WaitForLatecomers → OfferAgain ⟲ → … → ArchivesAgain ⟲ → Certify → Certified

A step that says ``done: false`` is called again. Every step may be done twice, so an execution that failed is simply
started anew (``tenancy.expire`` does, after days).
"""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.state_machines.steps import execution_log, lambda_step

ORDER = {
    "tenant_id": sfn.JsonPath.string_at("$.tenant_id"),
    "candidate_id": sfn.JsonPath.string_at("$.candidate_id"),
    "erasure_id": sfn.JsonPath.string_at("$.erasure_id"),
}
STAGES = ("offer", "recruiting", "interview", "assessment", "decision")
"""In their order. Offers come first: what they hold is given back while the application is still there."""
A_CALL = Duration.minutes(15)


class EraseCandidate(Construct):
    """Owns the state machine and its log. Input: the detail of ``tenancy/erasure_requested``.

    ``erasers``: the function of each stage, and of ``tenancy``.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        erasers: Mapping[str, lambda_.IFunction],
        certify: lambda_.IFunction,
        key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        self._erasers = erasers
        certified = sfn.Succeed(self, "Certified")
        last = self._step("Certify", certify, "$.certified", ORDER).next(certified)
        second = self._round("Again", last)
        wait = sfn.Wait(self, "WaitForLatecomers", time=sfn.WaitTime.seconds_path("$.begun.latecomers_seconds")).next(
            second
        )
        destroyed = self._step("DestroyKey", erasers["tenancy"], "$.keys", {**ORDER, "step": "keys"}).next(wait)
        first = self._round("", destroyed)
        begin = self._step("Begin", erasers["tenancy"], "$.begun", {**ORDER, "step": "begin"})
        choice = (
            sfn.Choice(self, "Restricted")
            .when(sfn.Condition.boolean_equals("$.begun.done", False), begin)
            .when(
                sfn.Condition.string_equals("$.begun.state", "restricted"),
                sfn.Succeed(self, "KeptByLaw"),
            )
            .otherwise(first)
        )
        self.state_machine = sfn.StateMachine(
            self,
            "Machine",
            definition_body=sfn.DefinitionBody.from_chainable(begin.next(choice)),
            state_machine_type=sfn.StateMachineType.STANDARD,
            tracing_enabled=True,
            logs=execution_log(self, key=key, retention=log_retention),
        )

    def _round(self, suffix: str, then: sfn.IChainable) -> sfn.IChainable:
        """Return the chain that lets every stage erase what it has, and goes on with ``then``."""
        following = self._until_done(f"Archives{suffix}", self._erasers["tenancy"], {**ORDER, "step": "own"}, then)
        for stage in reversed(STAGES):
            following = self._until_done(f"{stage.title()}{suffix}", self._erasers[stage], ORDER, following)
        return following

    def _until_done(
        self, name: str, function: lambda_.IFunction, payload: Mapping[str, object], then: sfn.IChainable
    ) -> sfn.IChainable:
        step = self._step(name, function, "$.swept", payload)
        done = sfn.Choice(self, f"{name}Done")
        done.when(sfn.Condition.boolean_equals("$.swept.done", True), then).otherwise(step)
        return step.next(done)

    def _step(
        self, name: str, function: lambda_.IFunction, result_path: str, payload: Mapping[str, object]
    ) -> sfn.TaskStateBase:
        step = lambda_step(self, name, function, payload=payload, result_path=result_path, timeout=A_CALL)
        # What another execution changed in the same moment is read again.
        step.add_retry(errors=["Overtaken"], interval=Duration.seconds(1), max_attempts=5)
        return step
