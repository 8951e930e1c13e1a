"""Language models that a deployment may have, as the options that a synthesis is given."""

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:llm-key-a1B2c3"
KMS_KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
LANGUAGE_MODELS: dict[str, dict[str, str]] = {
    "bedrock": {
        "llm_provider": "bedrock",
        "llm_model": "us.amazon.nova-lite-v1:0",
        "llm_regions": "us-east-1, us-west-2",
        "llm_weight": "0.4",
    },
    "openai": {
        "llm_provider": "openai",
        "llm_model": "some-model",
        "llm_base_url": "https://models.example/v1",
        "llm_api_key_secret_arn": SECRET,
        "llm_api_key_kms_key_arn": KMS_KEY,
    },
}
