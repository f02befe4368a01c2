"""Socket Mode: the app dials in, gets each envelope on one connection and acks it by its id."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from aiohttp import WSCloseCode, WSMsgType, web

from demo.slack.courier import Parcel, Receipt
from demo.slack.faults import Faults, Mischief
from demo.slack.wire import Json
from demo.slack.workspace import APP_ID, Workspace

MOST_CONNECTIONS = 10
STAYING = {"warning"}
CLOSE_SECONDS = 1.0


@dataclass(eq=False)
class Line:
    """One connection; `leaving` once it was told to go, after which it gets nothing more."""

    socket: web.WebSocketResponse
    leaving: bool = False
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)


@dataclass
class Sockets:
    """All connections of the app; implements `Road`. `ack_seconds` is how long an ack may take."""

    space: Workspace
    faults: Faults
    ack_seconds: float
    lines: list[Line] = field(default_factory=list)
    _turn: Iterator[int] = field(default_factory=itertools.count)

    def dial_address(self) -> str:
        """Return the address of a new connection, good for one."""
        ticket = secrets.token_hex(16)
        self.space.tickets.add(ticket)
        return f"{self.space.base.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={APP_ID}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Take a connection: hello, then acks until it ends; refuse unknown tickets."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.space.tickets or self.faults.away:
            return web.Response(status=403)
        self.space.tickets.discard(ticket)
        line = Line(web.WebSocketResponse(timeout=CLOSE_SECONDS))
        await line.socket.prepare(request)
        if len(self.lines) >= MOST_CONNECTIONS:
            await self._say_goodbye(line, "too_many_websockets")
            await line.socket.close()
            return line.socket
        await line.socket.send_json(self._hello())
        self.lines.append(line)
        await self.space.announce()
        try:
            await self._listen(line)
        finally:
            await self._drop(line)
        return line.socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.lines) + 1,
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
        }

    async def _listen(self, line: Line) -> None:
        async for frame in line.socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            said = json.loads(frame.data)
            waiter = line.waiting.get(said.get("envelope_id", ""))
            if waiter is not None and not waiter.done():
                waiter.set_result(said.get("payload") or {})

    async def _drop(self, line: Line) -> None:
        self.lines.remove(line)
        for waiter in line.waiting.values():
            if not waiter.done():
                waiter.set_result(None)
        await self.space.announce()

    async def carry(self, parcel: Parcel, mischief: Mischief) -> Receipt:
        """Send one envelope to one connection and wait for its ack."""
        lines = [line for line in self.lines if not line.leaving and not line.socket.closed]
        if not lines:
            return Receipt(acked=False, error="no_connection")
        line = lines[next(self._turn) % len(lines)]
        envelope_id = str(uuid4())
        waiter: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        line.waiting[envelope_id] = waiter
        try:
            await line.socket.send_json(_envelope(envelope_id, parcel))
            payload = await asyncio.wait_for(waiter, self.ack_seconds)
        except (TimeoutError, ConnectionError):
            payload = None
        finally:
            del line.waiting[envelope_id]
        return Receipt(acked=payload is not None, payload=payload, error="" if payload is not None else "timeout")

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go; after `warning` it still gets envelopes, after any other reason none."""
        for line in list(self.lines):
            await self._say_goodbye(line, reason)

    async def _say_goodbye(self, line: Line, reason: str) -> None:
        line.leaving = reason not in STAYING
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
        await line.socket.send_json(frame)

    async def close(self) -> None:
        """Close every connection."""
        for line in list(self.lines):
            line.leaving = True
            await line.socket.close(code=WSCloseCode.GOING_AWAY)


def _envelope(envelope_id: str, parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": parcel.kind,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind != "events_api",
    }
    if parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return envelope
