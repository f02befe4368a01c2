"""Sender of notices: posts a person's card of a case or redraws it in place, the morning digest, the
afternoon question, and what is new for case handlers."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Reader, card, gone
from bot.lists import digest
from bot.outgoing import Json, Message
from bot.pace import Pace
from bot.staff import Outsider, Profiles
from bot.talks import held_question
from bot.tasks import plain_notice, task_notice
from bot.tokens import AWAY, TOO_MANY, code_of, status_of
from casework.access import CaseView
from casework.calendar import day_of
from casework.case import Status
from casework.courier import Delivery, Fate
from casework.desk.counter import Counter
from casework.exams import Staff
from casework.messages import Notice, NoticeKind
from casework.outgoing import Outgoing, SlackPost

EVENT_TYPE = "fristvakt"
LOOKED_BACK = 200

# What no later try will mend: the person or the channel is gone or closed to us, or the message itself is refused.
# Whatever concerns our token (invalid_auth, token_revoked, account_inactive, missing_scope) a person can mend, so it waits.
FINAL = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "cannot_dm_bot",
        "messages_tab_disabled",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
    }
)
# A card that was deleted, or is too old to be edited, is posted anew.
LOST = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found"})


class Announcer:
    """Implements `casework.courier.Sender` for notices.

    `client` must have no retry handlers: the courier retries, and looks first whether the message stands there already.
    `staff` finds a member of staff by id; `clock` gives aware UTC.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        counter: Counter,
        profiles: Profiles,
        staff: Callable[[int], Awaitable[Staff | None]],
        clock: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self._counter = counter
        self._profiles = profiles
        self._staff = staff
        self._clock = clock
        self._pace = pace or Pace()
        self._channels: dict[str, str] = {}

    async def send(self, outgoing: Outgoing) -> Delivery:
        """Tries once. What Slack says becomes the Delivery; TypeError for a letter, which is not ours to send."""
        if not isinstance(outgoing.message, Notice):
            raise TypeError("the announcer sends notices only")
        try:
            return await self._send(outgoing, outgoing.message)
        except Outsider:
            return Delivery(Fate.NEVER, "outsider")
        except SlackApiError as error:
            return _refused(error)
        except AWAY as error:
            return Delivery(Fate.LATER, type(error).__name__)

    async def _send(self, outgoing: Outgoing, notice: Notice) -> Delivery:
        if notice.kind is NoticeKind.CARD and notice.case is not None:
            return await self._show_card(outgoing, notice, notice.case)
        staff = await self._staff(notice.to)
        if staff is None:
            return Delivery(Fate.NEVER, "no such staff")
        if notice.kind is NoticeKind.DIGEST:
            message = digest(notice.content, self._reader(staff), own=not staff.is_case_handler)
            return await self._post(outgoing, notice, staff, message, _numbers(notice))
        if notice.kind is NoticeKind.TALK and notice.case is not None:
            return await self._ask_of_talk(outgoing, notice, notice.case, staff)
        return await self._tell_task(outgoing, notice, staff)

    async def _show_card(self, outgoing: Outgoing, notice: Notice, case: int) -> Delivery:
        known = await self._counter.card(case, notice.to)
        looked = await self._counter.look(notice.to, case)
        if looked is None:
            return await self._take_away(notice, known)
        staff, view = looked
        message = card(view, self._reader(staff))
        if known is not None and await self._redraw(known, message, notice):
            return Delivery(Fate.DONE, "redrawn", post=known)
        return await self._post(outgoing, notice, staff, message, (case,))

    async def _tell_task(self, outgoing: Outgoing, notice: Notice, staff: Staff) -> Delivery:
        """A task that has been seen to since is told to nobody."""
        reader, key = self._reader(staff), notice.content.get("task")
        chore = await self._counter.task_at(staff, str(key), self._clock()) if key else None
        if key and chore is None:
            return Delivery(Fate.DONE, "seen to already")
        message = task_notice(chore, reader) if chore else plain_notice(notice.content, reader)
        return await self._post(outgoing, notice, staff, message, (notice.case,) if notice.case else ())

    async def _ask_of_talk(self, outgoing: Outgoing, notice: Notice, case: int, staff: Staff) -> Delivery:
        """What has been answered since is asked no more."""
        looked = await self._counter.look(notice.to, case)
        if looked is None or not isinstance(looked[1], CaseView) or looked[1].status is not Status.WITH_GRADER:
            return Delivery(Fate.DONE, "answered already")
        message = held_question(looked[1], notice.content, self._reader(staff))
        return await self._post(outgoing, notice, staff, message, (case,))

    async def _take_away(self, notice: Notice, known: SlackPost | None) -> Delivery:
        staff = await self._staff(notice.to)
        if known is None or staff is None:
            return Delivery(Fate.DONE, "nothing to show")
        await self._redraw(known, gone(self._reader(staff)), notice)
        return Delivery(Fate.DONE, "taken away", post=known)

    async def _redraw(self, post: SlackPost, message: Message, notice: Notice) -> bool:
        try:
            await self._client.chat_update(
                channel=post.channel, ts=post.ts, metadata=_metadata(notice), **message.content
            )
        except SlackApiError as error:
            if code_of(error) in LOST:
                return False
            raise
        return True

    async def _post(
        self, outgoing: Outgoing, notice: Notice, staff: Staff, message: Message, cases: tuple[int, ...]
    ) -> Delivery:
        if not staff.slack_id:
            return Delivery(Fate.NEVER, "no Slack id")
        profile = await self._profiles.of(staff.slack_id)
        if profile.is_outsider or profile.is_deleted:
            return Delivery(Fate.NEVER, "user_disabled" if profile.is_deleted else "outsider")
        channel = await self._channel(staff.slack_id)
        ts = await self._standing(channel, notice.key) if outgoing.tries > 1 else ""
        if ts:
            return Delivery(Fate.DONE, "stood there already", post=SlackPost(channel, ts, cases))
        await self._pace.wait(channel)
        said = await self._client.chat_postMessage(channel=channel, metadata=_metadata(notice), **message.post)
        return Delivery(Fate.DONE, "ok", post=SlackPost(channel, str(said["ts"]), cases))

    async def _channel(self, slack_id: str) -> str:
        if slack_id not in self._channels:
            said = await self._client.conversations_open(users=slack_id)
            self._channels[slack_id] = str(said["channel"]["id"])
        return self._channels[slack_id]

    async def _standing(self, channel: str, key: str) -> str:
        """The ts of the message with that key, "" for none: an earlier try may have come through without our hearing of it."""
        said = await self._client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOKED_BACK)
        keys = {_key(message): str(message["ts"]) for message in said["messages"]}
        return keys.get(key, "")

    def _reader(self, staff: Staff) -> Reader:
        return Reader(staff.language, day_of(self._clock()), staff.id, direct=True)


def _metadata(notice: Notice) -> Json:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": notice.key}}


def _key(message: Json) -> str:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return str(payload.get("key", "")) if metadata.get("event_type") == EVENT_TYPE else ""


def _numbers(notice: Notice) -> tuple[int, ...]:
    lines = notice.content.get("lines")
    return tuple(int(line["number"]) for line in lines) if isinstance(lines, list | tuple) else ()


def _refused(error: SlackApiError) -> Delivery:
    code = code_of(error)
    if status_of(error) == TOO_MANY:
        headers = getattr(error.response, "headers", {})
        return Delivery(Fate.LATER, code, wait=timedelta(seconds=int(headers.get("Retry-After", 1))))
    return Delivery(Fate.NEVER if code in FINAL else Fate.LATER, code)
