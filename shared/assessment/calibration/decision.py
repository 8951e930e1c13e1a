"""What an administrator says when deciding on a calibration proposal."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.frozen import Frozen


class Decision(Frozen):
    """``note`` is kept in the proposal's history, in the administrator's own words; empty where there is no need."""

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class Acceptance(Decision):
    """``against_advice``: the administrator has read why the proposal is no gain, and wants it all the same; ``note``
    must then say why."""

    against_advice: bool = Field(default=False, strict=True)
