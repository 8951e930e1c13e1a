"""What can stand in the way of a change to a flow."""

from collections.abc import Sequence

from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.recruiting.flows.faults import Fault


class NoSuchFlow(NotFound):
    """The tenant has no such flow, or not in that version."""

    def __init__(self, flow_id: str, version: int | None = None) -> None:
        what = flow_id if version is None else f"{flow_id} in version {version}"
        super().__init__(f"There is no flow {what}.", "Check the id in the list of flows.")


class FaultyFlow(Invalid):
    """A flow with faults is not published. All of them are named at once, in Chinese and English."""

    code = "faulty_flow"

    def __init__(self, faults: Sequence[Fault]) -> None:
        said = " ".join(f"[{fault.code}] {fault.says.read_in('en')} {fault.says.read_in('zh')}" for fault in faults)
        super().__init__(
            f"This flow has {len(faults)} faults: {said}",
            "Mend them and publish again; POST …/validate lists them as data. 请修正后重新发布。",
        )


class FlowInUse(Conflict):
    """A flow that was published may hold candidates, so it stays."""

    code = "flow_was_published"

    def __init__(self) -> None:
        super().__init__(
            "This flow was published, so candidates may be in it, and it cannot be deleted.",
            "Retire it: no new application begins on it, and those in it go on.",
        )


class FlowNotPublished(Conflict):
    """Nobody begins on a version that nobody published, or on a retired flow."""

    code = "flow_not_published"

    def __init__(self, flow_id: str, version: int) -> None:
        super().__init__(
            f"Version {version} of the flow {flow_id} takes nobody on: it was not published, or the flow is retired.",
            "Publish it, or choose a published flow for the position.",
        )
