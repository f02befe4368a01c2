"""Understanding in a process of its own, within limits of time and memory: the mail that breaks one is a failed try, the others go on."""

import contextlib
import resource
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import PurePath
from time import monotonic

from casework.messages import IncomingMail, KeptMail

SECONDS = 10.0  # wall clock, for one mail
MEMORY = 2 << 30  # octets of address space: a mail of 30 MB takes 350 MB
TOO_LONG = "TookTooLong"
_START_SECONDS = 60.0
_OCTETS_AT_ONCE = 8 << 20
_MOMENT = 0.05  # seconds
_CHILD = "import sys; sys.path[:] = sys.argv[4:]; from mailgateway.worker import work; work(*sys.argv[1:4])"

Understand = Callable[[KeptMail], IncomingMail]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a mail was not understood: the kind of error and the place in our code, never a word of the mail."""

    kind: str
    where: str = ""

    @classmethod
    def of(cls, error: BaseException) -> "Fault":
        """What may be told of an error."""
        frames = traceback.extract_tb(error.__traceback__)
        where = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        return cls(type(error).__name__, where)


class Stopped(Exception):
    """The worker was closed while it read; nothing is known of the mails that were left, and none of them has failed."""


class Worker:
    """Reads mails in a child process, which is started when it is first needed and replaced when a mail breaks it.

    `understand` must be picklable; what it closes over goes to the child once. All calls block: they belong in a thread.
    """

    def __init__(self, understand: Understand, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._understand = understand
        self._seconds = seconds
        self._memory = memory
        self._child: _Child | None = None
        self._closed = False
        self._changing = threading.Lock()
        self._reading = threading.Lock()

    def read(self, mails: Sequence[KeptMail]) -> list[IncomingMail | Fault]:
        """What each mail says, in their order, or why that is not known. Raises Stopped, and OSError when no child can be started."""
        out: list[IncomingMail | Fault] = []
        singly = 0
        with self._reading:
            while len(out) < len(mails):
                given = mails[len(out) : len(out) + 1] if singly else _at_once(mails[len(out) :])
                answers = self._answers(given)
                missing = len(given) - len(answers)
                singly = missing or max(singly - 1, 0)
                out += answers
        return out

    def close(self) -> None:
        """Ends the child at once, also in the middle of a mail; the worker is of no use any more."""
        with self._changing:
            self._closed = True
            if self._child is not None:
                self._child.process.kill()
        with self._reading:
            if self._child is not None:
                self._drop(self._child)

    def _answers(self, mails: Sequence[KeptMail]) -> list[IncomingMail | Fault]:
        """The answers to the first of some mails; none when one of several broke the child, a fault when it was the only one."""
        child = self._ready()
        with contextlib.suppress(OSError):
            child.channel.send(mails)  # a child that has just died says so below
        out: list[IncomingMail | Fault] = []
        while len(out) < len(mails):
            answers = child.answers(self._seconds)
            out += answers
            if not answers or Fault(MemoryError.__name__) in answers:
                fault = self._broken(child)
                self._drop(child)
                return out or ([] if len(mails) > 1 else [fault])
        return out

    def _broken(self, child: "_Child") -> Fault:
        if self._closed:
            raise Stopped
        return Fault("ReaderDied" if child.died else TOO_LONG)

    def _ready(self) -> "_Child":
        with self._changing:
            if self._closed:
                raise Stopped
            if self._child is None:
                self._child = _Child(self._memory, self._seconds)
            child = self._child
        if not child.taught and not child.learns(self._understand):
            self._drop(child)
            if self._closed:
                raise Stopped
            raise OSError("the process that reads mail does not start")
        return child

    def _drop(self, child: "_Child") -> None:
        with self._changing:
            self._child = None
        child.end()


class _Child:
    """One child process and the channel to it."""

    def __init__(self, memory: int, seconds: float) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
                [sys.executable, "-c", _CHILD, str(theirs.fileno()), str(memory), str(seconds), *sys.path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self.channel = Connection(ours.detach())
        self.taught = False
        self.died = False

    def learns(self, understand: Understand) -> bool:
        """Tells a new child what it is for; whether it has come up and taken it in."""
        with contextlib.suppress(OSError):
            self.channel.send(understand)
        self.taught = self._said(_START_SECONDS) is True
        return self.taught

    def answers(self, seconds: float) -> list[IncomingMail | Fault]:
        """What the next mails say; nothing when it says nothing in time or has died."""
        said = self._said(seconds)
        return said if isinstance(said, list) else []

    def _said(self, seconds: float) -> object:
        try:
            return self.channel.recv() if self.channel.poll(seconds) else None
        except (EOFError, OSError):
            self.died = True
            return None

    def end(self) -> None:
        """Kills and buries it."""
        self.process.kill()
        self.process.wait()
        self.channel.close()


def _at_once(mails: Sequence[KeptMail]) -> Sequence[KeptMail]:
    """As many of the first mails as one message to the child may hold, at least one."""
    octets = 0
    for number, kept in enumerate(mails):
        octets += len(kept.raw)
        if number and octets > _OCTETS_AT_ONCE:
            return mails[:number]
    return mails


def work(descriptor: str, memory: str, seconds: str) -> None:
    """What the child does: answers each mail it is given, until the channel ends. Alone, it ends itself when a mail takes too long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    channel = Connection(int(descriptor))
    with contextlib.suppress(EOFError, OSError):
        understand: Understand = channel.recv()
        channel.send(True)
        while True:
            _answer(channel, understand, channel.recv(), float(seconds))


def _answer(channel: Connection, understand: Understand, mails: Sequence[KeptMail], seconds: float) -> None:
    """Answers all of them, those of a moment together: every message costs both sides a switch."""
    answers: list[IncomingMail | Fault] = []
    said = monotonic()
    for kept in mails:
        signal.alarm(int(seconds) + 2)  # should nobody be left to kill it
        answers.append(_tried(understand, kept))
        if monotonic() - said > _MOMENT or kept is mails[-1]:
            channel.send(answers)
            answers, said = [], monotonic()
    signal.alarm(0)


def _tried(understand: Understand, kept: KeptMail) -> IncomingMail | Fault:
    try:
        return understand(kept)
    except MemoryError:
        return Fault(MemoryError.__name__)
    except Exception as error:
        return Fault.of(error)
