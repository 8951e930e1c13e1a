"""The right to ask the deployment's one language model, and to read the one secret that holds its key."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from infra.language_model import LanguageModel


def model_statements(stack: Stack, llm: LanguageModel) -> list[iam.PolicyStatement]:
    """Return what ScoreAnswer may do besides: ask exactly this model, or read exactly this secret."""
    if llm.provider == "bedrock":
        return _through_profile(stack, llm) if llm.profile else [_asking("AskTheModel", [_model(stack, llm)])]
    return _key(stack, llm)


def _asking(sid: str, resources: list[str], conditions: dict[str, dict[str, str]] | None = None) -> iam.PolicyStatement:
    # Converse has no action of its own: it is InvokeModel.
    return iam.PolicyStatement(sid=sid, actions=["bedrock:InvokeModel"], resources=resources, conditions=conditions)


def _model(stack: Stack, llm: LanguageModel) -> str:
    return llm.model if llm.model.startswith("arn:") else _foundation_model(stack, llm, stack.region)


def _foundation_model(stack: Stack, llm: LanguageModel, region: str) -> str:
    return f"arn:{stack.partition}:bedrock:{region}::foundation-model/{llm.foundation_model}"


def _through_profile(stack: Stack, llm: LanguageModel) -> list[iam.PolicyStatement]:
    """The profile, and the model in each region that it may choose, for requests through this profile alone."""
    profile = llm.model
    if not profile.startswith("arn:"):
        profile = stack.format_arn(
            service="bedrock",
            resource="inference-profile",
            resource_name=llm.model,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
    # Behind a global profile the model has an ARN without a region.
    regions = (stack.region, "") if llm.everywhere else llm.regions
    return [
        _asking("AskTheProfile", [profile]),
        _asking(
            "AskTheModelBehindIt",
            [_foundation_model(stack, llm, region) for region in regions],
            {"StringEquals": {"bedrock:InferenceProfileArn": profile}},
        ),
    ]


def _key(stack: Stack, llm: LanguageModel) -> list[iam.PolicyStatement]:
    if not llm.api_key_secret_arn:
        return []
    statements = [
        iam.PolicyStatement(
            sid="ReadTheKeyOfTheModel",
            actions=["secretsmanager:GetSecretValue"],
            resources=[llm.api_key_secret_arn],
        )
    ]
    # A secret under AWS's own key needs no right to that key.
    if llm.api_key_kms_key_arn:
        statements.append(
            iam.PolicyStatement(
                sid="DecryptThatKey",
                actions=["kms:Decrypt"],
                resources=[llm.api_key_kms_key_arn],
                conditions={
                    "StringEquals": {
                        "kms:ViaService": f"secretsmanager.{stack.region}.amazonaws.com",
                        "kms:EncryptionContext:SecretARN": llm.api_key_secret_arn,
                    }
                },
            )
        )
    return statements
