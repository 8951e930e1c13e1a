"""What can stand in the way of an application."""

from shared.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchApplication(NotFound):
    """The tenant has no such application."""

    def __init__(self, application_id: str) -> None:
        super().__init__(f"There is no application {application_id}.", "Check the id in the list of the position.")


class NoSuchCandidate(NotFound):
    """The tenant has no such candidate."""

    def __init__(self, candidate_id: str) -> None:
        super().__init__(f"There is no candidate {candidate_id}.", "Add the candidate first.")


class AlreadyApplied(Conflict):
    """One candidate applies once to one position."""

    code = "already_applied"

    def __init__(self) -> None:
        super().__init__(
            "This candidate applied to this position before. 该候选人已申请过此职位。",
            "Go on with that application, or have an administrator open it again; another position is open to them. "
            "请继续处理原申请，或由管理员重新打开；也可申请其他职位。",
        )


class ApplicationClosed(Conflict):
    """What ended does not move."""

    code = "application_closed"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"This application is {status}, so it does not move any more.",
            "An administrator can open a rejected or withdrawn application again, with a reason.",
        )


class NotOpenAgain(Conflict):
    """Only what was rejected or withdrawn can be opened again."""

    code = "not_to_be_reopened"

    def __init__(self, status: str) -> None:
        super().__init__(f"This application is {status}: there is nothing to open again.", "Move it on instead.")


class NoSuchNode(Invalid):
    """The flow version that the application is on has no such node."""

    def __init__(self, node: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The flow of this application has no node {node}.", f"Its nodes are {', '.join(known)}; choose one."
        )


class AlreadyThere(Conflict):
    """It is at that node."""

    code = "already_there"

    def __init__(self, node: str) -> None:
        super().__init__(f"The application is at {node} already.", "Choose another node, or leave it where it is.")


class NotNext(Conflict):
    """The node is not one that the flow leads to from here."""

    code = "not_the_next_node"

    def __init__(self, node: str, leads_to: tuple[str, ...]) -> None:
        super().__init__(
            f"From here the flow leads to {', '.join(leads_to) or 'its end'}, not to {node}.",
            "Choose one of these, or say that the move is an exception (exceptional: true) and why.",
        )


class ConditionsNotMet(Conflict):
    """What must hold to enter the node does not hold, or is not known yet."""

    code = "conditions_not_met"

    def __init__(self, node: str, facts: tuple[str, ...]) -> None:
        super().__init__(
            f"What must hold to enter {node} does not hold, or is not known yet; it looks at {', '.join(facts)}.",
            "Wait for these, or say that the move is an exception (exceptional: true) and why.",
        )


class OfferNeedsDecision(Conflict):
    """An offer rests on a person's positive decision. No role is excepted."""

    code = "offer_needs_a_persons_decision"

    def __init__(self) -> None:
        super().__init__(
            "An offer rests on the positive decision of a person after an interview, and there is none here. "
            "发出录用通知前须有人工面试后的通过决定，此申请尚无该决定。",
            "Record the decision of the human interview first. 请先记录人工面试的决定。",
        )


class DecisionIsRecordedElsewhere(Conflict):
    """An interview was held at this node, so its panel's decision is what moves the application on."""

    code = "decide_on_the_interview"

    def __init__(self) -> None:
        super().__init__(
            "This node is passed by a decision on the interview, with its ratings and reasons.",
            "Record the decision on the interview; the application then moves on by itself.",
        )


class NotYourNode(Forbidden):
    """The flow names who acts at this node."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            "The flow says that others act at this node.", f"Ask {', '.join(names)} to do it, or an administrator."
        )


class CannotMigrate(Conflict):
    """The newer version has no place for this application."""

    code = "cannot_migrate"

    def __init__(self, why: str) -> None:
        super().__init__(why, "It stays on the version that it began; finish it there, or choose another version.")


class NoHireWithoutOffer(Conflict):
    """Only who has an offer is hired."""

    code = "no_hire_without_offer"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"This application is {status}, and only who accepted an offer is hired.", "Move it to the offer first."
        )
