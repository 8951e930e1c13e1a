"""Which provider takes a number: Chinese operators let foreign ones send little, and the other way round."""

from shared.platform.sms.port import Sms, SmsService

CHINA = "+86"


class SmsByCountry:
    """``china`` for numbers of the mainland, ``abroad`` for all others."""

    def __init__(self, china: SmsService, abroad: SmsService) -> None:
        self._china = china
        self._abroad = abroad

    def send(self, sms: Sms) -> str | None:
        """See ``SmsService``."""
        return (self._china if sms.to.startswith(CHINA) else self._abroad).send(sms)
