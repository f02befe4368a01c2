"""A Slack user whom nobody knows becomes a student's, with a code that is mailed to the registered address (decision 25)."""

import logging
import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands import words_of
from bot.outgoing import Json, outgoing
from bot.phrases import say
from bot.staff import Guest, Reception, guest_in
from bot.surfaces import answer
from casework.refusals import WrongCode

log = logging.getLogger(__name__)

_WORDS = re.compile(r"(?:koble|kople|link|kode|code)\b.*", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"[^\s<>|:]+@[^\s<>|]+")
_CODE = re.compile(r"\d{6}")


async def is_about_linking(body: Json) -> bool:
    """Bolt matcher: whether the words after `/sak` ask for a code or are one."""
    return _WORDS.fullmatch(words_of(body)) is not None


@dataclass(frozen=True, slots=True)
class Linking:
    """`/sak koble ADDRESS` and `/sak kode CODE`; neither the address nor the code is repeated or logged."""

    reception: Reception

    def register(self, app: AsyncApp) -> None:
        """Hangs the command on the app, before the one that is for those who are known."""
        app.command("/sak", matchers=[is_about_linking], middleware=[self.reception.greet])(self.link)

    async def link(self, body: Json, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        """Has a code mailed, or takes one. The answer is the same whether or not the address is a student's."""
        guest = guest_in(context)
        return await answer(body, client, outgoing(await self._answered(guest, words_of(body))), guest.reader)

    async def _answered(self, guest: Guest, words: str) -> str:
        if guest.person is not None:
            return guest.reader.say("link.known")
        if words.casefold().startswith(("kode", "code")):
            return await self._confirmed(guest, words)
        address = _ADDRESS.search(words)
        if address is None:
            return guest.reader.say("link.how")
        await self.reception.counter.mail_code(guest.slack_id, address[0], self.reception.clock())
        return guest.reader.say("link.mailed")

    async def _confirmed(self, guest: Guest, words: str) -> str:
        code = _CODE.search(words)
        if code is None:
            raise WrongCode
        person = await self.reception.counter.confirm_code(guest.slack_id, code[0], self.reception.clock())
        log.info("a Slack user is now known as the student %d", person.id)
        return f"{say('link.done', person.language)} {say('student.help', person.language)}"
