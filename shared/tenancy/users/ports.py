"""What the use cases of staff need of an identity provider."""

from typing import Protocol

from shared.kernel.ids import TenantId, UserId
from shared.tenancy.users.model import Invitee, Rights


class Directory(Protocol):
    """The identity provider, as far as a tenant may steer it. Every method can be repeated without harm."""

    @property
    def manages(self) -> bool:
        """False where another system decides who signs in and with which roles: users are then known from rows."""
        ...

    def invite(self, tenant_id: TenantId, invitee: Invitee) -> UserId:
        """Make an account and have the provider write to its owner; return its ``sub``.

        An account of the same tenant and address is taken up. Raises ``AddressTaken``, ``Unavailable``.
        """
        ...

    def set_rights(self, user_id: UserId, rights: Rights) -> None:
        """Make groups and departments of the account exactly these. Raises ``Unavailable``."""
        ...

    def disable(self, user_id: UserId) -> None:
        """Let nobody sign in with the account, and end its sessions. Raises ``Unavailable``."""
        ...

    def enable(self, user_id: UserId) -> None:
        """Let its owner sign in again. Raises ``Unavailable``."""
        ...

    def delete(self, user_id: UserId) -> None:
        """Take the account away; one that is not there is no error. Raises ``Unavailable``."""
        ...
