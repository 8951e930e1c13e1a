"""Who an employee is for papers: the name, and the number by which the tax authority knows them. Pure."""

from pydantic import Field

from shared.kernel.frozen import Frozen


class Identity(Frozen):
    """Name and identity document; sealed with the employee's key. ``id_kind``: as the tax authority takes it."""

    name: str = Field(min_length=1, max_length=120)
    id_kind: str = Field(default="居民身份证", min_length=1, max_length=40)
    id_number: str | None = Field(default=None, min_length=4, max_length=40, pattern=r"^[0-9A-Za-z()（）-]+$")
