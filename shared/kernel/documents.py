"""References to documents: what travels in place of the document itself."""

from shared.kernel.frozen import Published


class DocumentRef(Published):
    """Where a document lies: a key of the deployment's media bucket and the SHA-256 (hex) of its bytes."""

    key: str
    sha256: str
