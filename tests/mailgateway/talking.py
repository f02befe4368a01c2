"""SMTP spoken word by word over a socket."""

import asyncio

DOMAIN = "eksamen.example.no"
Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer(talk: Talk) -> str:
    lines = [await talk[0].readline()]
    while lines[-1][3:4] == b"-":
        lines.append(await talk[0].readline())
    return b"".join(lines).decode()


async def say(talk: Talk, line: str) -> str:
    talk[1].write(line.encode() + b"\r\n")
    return await answer(talk)


async def envelope(talk: Talk, sender: str = "<kari@student.example.no>", to: str = "begrunnelse") -> None:
    assert (await say(talk, f"MAIL FROM:{sender}")).startswith("250")
    assert (await say(talk, f"RCPT TO:<{to}@{DOMAIN}>")).startswith("250")


async def deliver(talk: Talk, data: bytes, **whom: str) -> str:
    await envelope(talk, **whom)
    assert (await say(talk, "DATA")).startswith("354")
    talk[1].write(data)
    return await answer(talk)
