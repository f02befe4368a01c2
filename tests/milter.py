"""A milter that says of each mail from one sender who was checked: what OpenDKIM, OpenDMARC or rspamd write in front of us."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VERSION, ADDS_FIELDS = 6, 0x01
ONLY_SENDER_AND_END = 0x01 | 0x02 | 0x08 | 0x10 | 0x20 | 0x40 | 0x100 | 0x200


class _Talk(socketserver.StreamRequestHandler):
    """Sendmail's milter protocol, as much of it as is asked for: option negotiation, MAIL and the end of the mail."""

    def handle(self) -> None:
        vouched = False
        while length := self.rfile.read(4):
            packet = self.rfile.read(*struct.unpack("!I", length))
            command = packet[:1]
            if command == b"O":
                self._say(b"O", struct.pack("!III", VERSION, ADDS_FIELDS, ONLY_SENDER_AND_END))
            elif command == b"M":
                vouched = self.server.sender in packet
                self._say(b"c")
            elif command == b"E":
                if vouched:
                    self._say(b"i", struct.pack("!I", 0) + self.server.field)
                self._say(b"c")
            elif command == b"Q":
                return

    def _say(self, command: bytes, data: bytes = b"") -> None:
        self.wfile.write(struct.pack("!I", 1 + len(data)) + command + data)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    sender: bytes
    field: bytes


@contextmanager
def milter(sender: str, name: str, value: str) -> Iterator[int]:
    """Puts that field on top of the mails of that envelope sender; gives its port."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sender, server.field = sender.encode(), f"{name}\0{value}\0".encode()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
