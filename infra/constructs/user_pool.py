"""Staff identity: a Cognito user pool whose users carry their tenant and their roles."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.stages import Stage
from shared.tenancy.roles import ROLES


class UserPool(Construct):
    """No self sign-up: an administrator invites. The groups are the roles of ``shared.tenancy.roles``.

    ``custom:tenant`` is set once, for ever; it and ``custom:departments`` can be written by no client.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_symbols=True,
                require_uppercase=True,
                temp_password_validity=Duration.days(3),
            ),
            mfa=cognito.Mfa.REQUIRED if stage.mfa == "required" else cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            custom_attributes={
                "tenant": cognito.StringAttribute(min_len=3, max_len=40, mutable=False),
                "departments": cognito.StringAttribute(max_len=2048, mutable=True),
            },
            feature_plan=cognito.FeaturePlan.PLUS if stage.threat_protection else cognito.FeaturePlan.ESSENTIALS,
            standard_threat_protection_mode=cognito.StandardThreatProtectionMode.FULL_FUNCTION
            if stage.threat_protection
            else None,
            deletion_protection=stage.protect,
            removal_policy=RemovalPolicy.RETAIN if stage.protect else RemovalPolicy.DESTROY,
        )
        self.client = self.pool.add_client(
            "Console",
            auth_flows=cognito.AuthFlow(user_srp=True, admin_user_password=True),
            prevent_user_existence_errors=True,
            access_token_validity=Duration.hours(1),
            id_token_validity=Duration.hours(1),
            refresh_token_validity=Duration.hours(12),
            enable_token_revocation=True,
            disable_o_auth=True,
            read_attributes=cognito.ClientAttributes()
            .with_standard_attributes(email=True, email_verified=True, fullname=True, locale=True)
            .with_custom_attributes("tenant", "departments"),
            write_attributes=cognito.ClientAttributes().with_standard_attributes(fullname=True, locale=True),
        )
        for role in ROLES:
            cognito.CfnUserPoolGroup(self, f"Role-{role}", user_pool_id=self.pool.user_pool_id, group_name=role)
        if stage.mfa == "optional":
            acknowledge(self.pool, "A second factor is optional in the development stage.", "AwsSolutions-COG2")
        if not stage.threat_protection:
            acknowledge(
                self.pool,
                "Threat protection is priced per user; the development stage goes without.",
                "AwsSolutions-COG3",
                "AwsSolutions-COG8",
            )


def staff_statement(users: cognito.IUserPool) -> iam.PolicyStatement:
    """Return the statement that lets a function make and change accounts. No password is set or seen by it."""
    actions = (
        "CreateUser",
        "GetUser",
        "UpdateUserAttributes",
        "ListGroupsForUser",
        "AddUserToGroup",
        "RemoveUserFromGroup",
        "DisableUser",
        "EnableUser",
        "UserGlobalSignOut",
        "DeleteUser",
    )
    return iam.PolicyStatement(
        sid="Staff", actions=[f"cognito-idp:Admin{action}" for action in actions], resources=[users.user_pool_arn]
    )
