"""The executions of the two state machines, started with the input that their rules would give them."""

import json

from shared.assessment.pipeline import InterviewRef
from shared.kernel.ids import ExecutionId
from shared.platform.settings import MachineSettings
from shared.platform.workflows import Workflows


class StateMachines:
    """``shared.assessment.service.ports.Executions`` on Step Functions."""

    def __init__(self, workflows: Workflows, settings: MachineSettings) -> None:
        self._workflows = workflows
        self._settings = settings

    def assess(self, upload_key: str, size_bytes: int, name: str) -> None:
        """Start ``assess_answer`` with the part of the bucket's event that it reads."""
        payload = {"object": {"key": upload_key, "size": size_bytes}}
        self._workflows.start(self._settings.assess_answer_arn, name, json.dumps(payload))

    def complete(self, interview: InterviewRef, name: str) -> None:
        """Start ``complete_interview`` with what ``assessment/interview_settled`` tells."""
        self._workflows.start(self._settings.complete_interview_arn, name, interview.model_dump_json())

    def where(self, execution_id: ExecutionId) -> str | None:
        """Return the state that an execution entered last."""
        return self._workflows.last_state(execution_id)

    def stop(self, execution_id: ExecutionId, why: str) -> None:
        """End an execution."""
        self._workflows.stop(execution_id, "Overdue", why)
