"""What the routes of invitations, batches and messages work with."""

from functions.recruiting.routes.desk import platform
from shared.platform.identity import Caller
from shared.recruiting.invitations.assembly import Invitations
from shared.recruiting.invitations.batches.desk import BatchDesk
from shared.recruiting.invitations.desk import InvitationDesk
from shared.recruiting.invitations.messages.service import TemplateDesk


def invitation_desk(who: Caller) -> InvitationDesk:
    """Return what use cases of invitations work with. Raises ``Forbidden`` where the tenant does not exist."""
    return Invitations(platform(), who).desk()


def batch_desk(who: Caller) -> BatchDesk:
    """Return what use cases of batches work with."""
    return Invitations(platform(), who).batch_desk()


def template_desk(who: Caller) -> TemplateDesk:
    """Return what use cases of templates work with."""
    return Invitations(platform(), who).template_desk()
