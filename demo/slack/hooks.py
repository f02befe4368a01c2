"""The response_url: writes where the person just was, five times within half an hour."""

from dataclasses import dataclass

from aiohttp import web

from demo.slack import chat
from demo.slack.api import cut_connection
from demo.slack.faults import Faults
from demo.slack.recorder import Call, Recorder
from demo.slack.wire import Args, Json, Refused, read_args
from demo.slack.workspace import Hook, Workspace

MOST_USES = 5
LIFETIME_SECONDS = 1800.0
NAME = "response_url"


class Gone(Exception):
    """The address is unknown, used up or too old."""


@dataclass
class Hooks:
    """Answers posts to `/respond/<name>`; in faults and records they go by the name `response_url`."""

    space: Workspace
    faults: Faults
    recorder: Recorder

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Write, replace or delete a message; 404 when the address is used up or too old."""
        args = await read_args(request)
        fault = self.faults.take(NAME)
        if self.faults.away or (fault is not None and fault.kind.startswith("reset")):
            return cut_connection(request)
        status, text = self._outcome(request.match_info["name"], args, fault.kind if fault else "")
        self.recorder.calls.append(Call(NAME, args.values, self.space.clock(), status, {"text": text}))
        await self.space.announce()
        headers = {"Retry-After": "1"} if status == 429 else {}
        return web.Response(text=text, status=status, headers=headers)

    def _outcome(self, name: str, args: Args, fault: str) -> tuple[int, str]:
        if fault in {"500", "429"}:
            return int(fault), "error"
        try:
            self.write(self._used(name), args)
        except Gone as gone:
            return 404, str(gone)
        except Refused as refused:
            return 400, refused.error
        return 200, "ok"

    def _used(self, name: str) -> Hook:
        hook = self.space.hooks.get(name)
        if hook is None or self.space.clock() - hook.born > LIFETIME_SECONDS:
            raise Gone("expired_url")
        if hook.uses >= MOST_USES:
            raise Gone("used_url")
        hook.uses += 1
        return hook

    def write(self, hook: Hook, args: Args) -> Json | None:
        """Carry one answer out and return the message it wrote; raise `Refused` when the content is not allowed."""
        channel = self.space.channel(hook.channel)
        shown = channel.ephemerals if hook.ts in channel.ephemerals else channel.messages
        if args.flag("delete_original"):
            shown.pop(hook.ts, None)
            return None
        if args.flag("replace_original") and hook.ts in shown:
            chat.rewrite(shown[hook.ts], args)
            return shown[hook.ts]
        if args.text("response_type") == "in_channel":
            message = chat.bot_message(self.space, chat.content(args))
            return chat.store(self.space, channel, message, args.text("thread_ts"))
        return chat.whisper(self.space, channel, hook.user, chat.content(args), args.text("thread_ts"))
