"""Servers in a process of their own, so that client and server do not share one interpreter; and the figures of a process."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 30.0
KIB = 1024

Serve = Callable[..., AbstractAsyncContextManager[Any]]


@contextmanager
def child(serve: Serve, *args: object) -> Iterator[Any]:
    """Runs `serve(*args)` in another process and gives what it yields there, an address or a port; ends it afterwards."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_run, args=(serve, args, there), daemon=True)
    process.start()
    try:
        if not here.poll(PATIENCE_SECONDS):
            raise TimeoutError(f"{serve.__name__} did not start")
        yield here.recv()
        here.send("stop")
        process.join(PATIENCE_SECONDS)
    finally:
        process.kill()


def _run(serve: Serve, args: tuple[object, ...], pipe: Connection) -> None:
    asyncio.run(_until_told(serve, args, pipe))


async def _until_told(serve: Serve, args: tuple[object, ...], pipe: Connection) -> None:
    async with serve(*args) as told:
        pipe.send(told)
        await asyncio.to_thread(pipe.recv)


def resident_mib(process_id: int) -> float:
    """The resident memory of a process in MiB."""
    lines = Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / KIB for line in lines if line.startswith("VmRSS"))
