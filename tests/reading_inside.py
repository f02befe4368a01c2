"""Reading mail in the process of the test: a worker of one's own costs a second of computing, and only its own tests need one."""

from collections.abc import Sequence
from typing import Any

from casework.messages import IncomingMail, KeptMail
from mailgateway.worker import Fault, Stopped, Understand


class ReadingInside:
    """Reads as `Worker` does, by the same function, without its limits of time and memory."""

    def __init__(self, understand: Understand, **limits: Any) -> None:
        self._understand = understand
        self._closed = False

    def read(self, mails: Sequence[KeptMail]) -> list[IncomingMail | Fault]:
        if self._closed:
            raise Stopped
        return [self._answer(mail) for mail in mails]

    def close(self) -> None:
        self._closed = True

    def _answer(self, mail: KeptMail) -> IncomingMail | Fault:
        try:
            return self._understand(mail)
        except Exception as error:
            return Fault.of(error)
