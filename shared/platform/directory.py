"""Identity providers behind the port ``shared.tenancy.users.ports.Directory``.

Cognito cannot list users by a custom attribute, so which users a tenant has stands in rows; here accounts are only
made and changed. ``custom:tenant`` is set once and can be changed by nobody, not even by this.
"""

from typing import Any

from botocore.exceptions import ClientError

from shared.kernel.ids import TenantId, UserId
from shared.platform.identity import ROLES
from shared.platform.vendor_errors import code_of, translated
from shared.tenancy.users.errors import AddressTaken, ManagedElsewhere
from shared.tenancy.users.model import Invitee, Rights

WHAT = "The user directory"


class CognitoDirectory:
    """A Cognito user pool whose users sign in by their address."""

    manages = True

    def __init__(self, client: Any, pool_id: str) -> None:
        self._client = client
        self._pool = pool_id

    def invite(self, tenant_id: TenantId, invitee: Invitee) -> UserId:
        """See ``Directory``: Cognito sends the letter with a password for three days."""
        attributes = {
            "email": invitee.email,
            "email_verified": "true",
            "name": invitee.name,
            "locale": invitee.language,
            "custom:tenant": str(tenant_id),
        }
        try:
            with translated(WHAT):
                made = self._client.admin_create_user(
                    UserPoolId=self._pool,
                    Username=invitee.email,
                    UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
                    DesiredDeliveryMediums=["EMAIL"],
                )["User"]["Attributes"]
        except ClientError as error:
            if code_of(error) != "UsernameExistsException":
                raise
            made = self._account(invitee.email)
            if _value(made, "custom:tenant") != tenant_id:
                raise AddressTaken from error
        return UserId(_value(made, "sub"))

    def set_rights(self, user_id: UserId, rights: Rights) -> None:
        """See ``Directory``. Groups that are no roles of ours are left alone."""
        with translated(WHAT):
            answer = self._client.admin_list_groups_for_user(UserPoolId=self._pool, Username=user_id, Limit=60)
            has = {str(group["GroupName"]) for group in answer["Groups"]} & set(ROLES)
            for role in sorted(has - set(rights.roles)):  # first what is taken away
                self._client.admin_remove_user_from_group(UserPoolId=self._pool, Username=user_id, GroupName=role)
            for role in sorted(set(rights.roles) - has):
                self._client.admin_add_user_to_group(UserPoolId=self._pool, Username=user_id, GroupName=role)
            self._client.admin_update_user_attributes(
                UserPoolId=self._pool,
                Username=user_id,
                UserAttributes=[{"Name": "custom:departments", "Value": "|".join(rights.departments)}],
            )

    def disable(self, user_id: UserId) -> None:
        """See ``Directory``."""
        with translated(WHAT):
            self._client.admin_disable_user(UserPoolId=self._pool, Username=user_id)
            self._client.admin_user_global_sign_out(UserPoolId=self._pool, Username=user_id)

    def enable(self, user_id: UserId) -> None:
        """See ``Directory``."""
        with translated(WHAT):
            self._client.admin_enable_user(UserPoolId=self._pool, Username=user_id)

    def delete(self, user_id: UserId) -> None:
        """See ``Directory``."""
        try:
            with translated(WHAT):
                self._client.admin_delete_user(UserPoolId=self._pool, Username=user_id)
        except ClientError as error:
            if code_of(error) != "UserNotFoundException":
                raise

    def _account(self, name: str) -> list[dict[str, str]]:
        with translated(WHAT):
            found: list[dict[str, str]] = self._client.admin_get_user(UserPoolId=self._pool, Username=name)[
                "UserAttributes"
            ]
        return found


class ForeignDirectory:
    """An issuer that Bole only trusts: accounts and roles are made there, and come with the token."""

    manages = False

    def invite(self, tenant_id: TenantId, invitee: Invitee) -> UserId:
        """Raise ``ManagedElsewhere``."""
        raise ManagedElsewhere

    def set_rights(self, user_id: UserId, rights: Rights) -> None:
        """Raise ``ManagedElsewhere``."""
        raise ManagedElsewhere

    def disable(self, user_id: UserId) -> None:
        """Do nothing: the gate refuses whoever is deactivated here, whatever the token says."""

    def enable(self, user_id: UserId) -> None:
        """Do nothing, as ``disable``."""

    def delete(self, user_id: UserId) -> None:
        """Do nothing: the account is not ours."""


def _value(attributes: list[dict[str, str]], name: str) -> str:
    return next((each["Value"] for each in attributes if each["Name"] == name), "")
