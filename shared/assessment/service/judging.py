"""By which weights a tenant's answers are judged: the standard ones, or those that its administrator has accepted."""

from pydantic import TypeAdapter

from shared.assessment.local_judge import Weights, weights
from shared.assessment.local_judge.weights import Shares
from shared.assessment.service import calibrate
from shared.assessment.service.kept_weights import keep_weights
from shared.assessment.service.scope import Scope

_SHARES = TypeAdapter(Shares)


def tenant_weights(scope: Scope) -> Weights:
    """Return the weights that hold now. With accepted ones among them, the version names them: ``…+cal-<hash>``.

    Read anew for each answer, because an administrator may accept or withdraw at any time. Those that are not the
    standard ones are kept here, where somebody is about to be judged by them, and not where they are accepted: which
    hold together also changes with a withdrawal, with two administrators at once, and with new standard weights.

    Raises ``Unavailable``, and ``ValueError`` for a share of a feature that nobody measures any more.
    """
    standard = weights()
    held = calibrate.accepted_weights(scope, standard.version)
    if not held:
        return standard
    # Checked by name: a share of a feature that nobody measures any more would silently be given to the others.
    shares = {competency: _SHARES.validate_python(accepted.weights) for competency, accepted in held.items()}
    chosen = standard.with_calibrated(shares, calibrate.version_of(held))
    keep_weights(scope, chosen)
    return chosen
