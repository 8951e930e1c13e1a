"""Another issuer of staff's tokens than the deployment's own user pool: any that speaks OpenID Connect."""

from collections.abc import Callable
from dataclasses import dataclass

CLAIMS = ("user", "tenant", "groups", "departments")


@dataclass(frozen=True)
class Issuer:
    """Whose tokens the gateway takes in place of Cognito's, and how that issuer calls the claims.

    The issuer must set ``claim_tenant`` itself, for each user, to the id of the tenant here: whoever can choose that
    claim can choose the company whose data they see. Raises ``ValueError`` for what the gateway could not use.
    """

    url: str
    """As it stands in ``iss``; the gateway reads the keys from ``<url>/.well-known/openid-configuration``."""
    audience: tuple[str, ...]
    """``aud`` or ``client_id`` of the tokens that are meant for this deployment."""
    claim_user: str = "sub"
    claim_tenant: str = "tenant"
    claim_groups: str = "groups"
    claim_departments: str = "departments"

    def __post_init__(self) -> None:
        if not self.url.startswith("https://"):
            raise ValueError("oidc_issuer must be an https address: the gateway takes its keys from there.")
        if not self.audience or not all(self.audience):
            raise ValueError("oidc_audience must say for whom the tokens are, or tokens for others would do.")

    def environment(self) -> dict[str, str]:
        """Return what every handler is told."""
        return {f"BOLE_CLAIM_{name.upper()}": str(getattr(self, f"claim_{name}")) for name in CLAIMS}


def read_issuer(given: Callable[[str, str], str], configured: Issuer | None) -> Issuer | None:
    """Return the issuer that the options ``oidc_…`` name; ``oidc_issuer`` = ``cognito`` for the own pool after all.

    Raises ``ValueError``.
    """
    url = given("oidc_issuer", "")
    if not url:
        return configured
    if url == "cognito":
        return None
    audience = tuple(part.strip() for part in given("oidc_audience", "").split(",") if part.strip())
    named = {f"claim_{name}": given(f"oidc_claim_{name}", "") for name in CLAIMS}
    return Issuer(url=url, audience=audience, **{name: claim for name, claim in named.items() if claim})
