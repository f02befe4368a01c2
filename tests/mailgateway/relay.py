"""A relay on loopback that says what the test wants and keeps what it is sent."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Relay:
    """`answers` replaces the answer to a command (CONNECT, EHLO, MAIL, RCPT, DATA, DOT, QUIT); None closes the connection instead.

    At `silent_at` it says nothing more and keeps the connection open; `slowly` it sends its answers octet by octet.
    """

    answers: Mapping[str, str | None] = field(default_factory=dict)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    silent_at: str = ""
    slowly: bool = False
    _server: asyncio.Server | None = None
    _talks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> int:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._talks:
            task.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._talk(reader, writer))
        self._talks.add(task)
        task.add_done_callback(lambda _: writer.close())

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ = await self._say(writer, "CONNECT", "220 relay.example.no ESMTP")
        sender = ""
        while open_ and (line := (await reader.readline()).decode().strip()):
            verb = line.split()[0].upper()
            if verb == "MAIL":
                sender = line
            elif verb == "RCPT":
                self.envelopes.append((sender, line))
            open_ = await self._say(writer, verb, "354 go on" if verb == "DATA" else "250 2.0.0 fine")
            if verb == "DATA" and open_ and self.answers.get("DATA", "354").startswith("354"):  # type: ignore[union-attr]
                self.mails.append((await reader.readuntil(b"\r\n.\r\n"))[:-3])
                open_ = await self._say(writer, "DOT", "250 2.0.0 queued as 4711")

    async def _say(self, writer: asyncio.StreamWriter, step: str, usual: str) -> bool:
        answer = self.answers.get(step, usual)
        if answer is None:
            return False
        if step == self.silent_at:
            return True
        line = answer.encode() + b"\r\n"
        for part in [line[at : at + 1] for at in range(len(line))] if self.slowly else [line]:
            writer.write(part)
            await asyncio.sleep(0)
        return True
