"""The local cloud's mail: what was handed to its SES, which sends nothing anywhere."""

from typing import Any

import httpx
from botocore.exceptions import ClientError

from local.endpoint import Endpoint

SENDER = "hr@bole.example"
"""Whom letters of the local deployment come from (RFC 2606: nobody's)."""
CANDIDATE_PAGE = "https://interview.bole.example/"
"""Where their links lead; what stands behind the # opens the interview over the API."""


def verify_sender(endpoint: Endpoint) -> None:
    """Verify the sender with SES, which refuses letters of anybody else; in AWS an operator does it by DNS records."""
    try:
        endpoint.client("sesv2").create_email_identity(EmailIdentity=SENDER)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise


def letters(endpoint: Endpoint) -> list[dict[str, Any]]:
    """Return the letters that were handed to SES, the oldest first: ``To``, ``Subject``, ``BodyText``, ``BodyHtml``."""
    answer = httpx.get(f"{endpoint.url}/_ministack/ses/messages", trust_env=False).json()
    return [message for mailbox in answer["messages"].values() for message in mailbox]
