"""Understanding as other processes and commands ask for it: its hundreds of patterns are loaded where a mail is read, and not before."""

from dataclasses import dataclass
from importlib import import_module

from casework.messages import IncomingMail, KeptMail
from mailgateway.addresses import Mint
from mailgateway.trust import Trust


@dataclass(frozen=True, slots=True)
class Understanding:
    """Calls `mailgateway.understanding.understand`; can be sent to another process."""

    mint: Mint
    trust: Trust

    def __call__(self, kept: KeptMail) -> IncomingMail:
        """What a kept mail says."""
        mail: IncomingMail = import_module("mailgateway.understanding").understand(kept, self.mint, self.trust)
        return mail
