"""The files of a mail as they are kept: within limits, named safely, weighed; those over a limit are told and not kept."""

from collections.abc import Iterable, Iterator

from casework.files import ALL_TOGETHER, LARGEST, MOST, File, LeftOut, Weight
from mailgateway.parts import Attachment
from mailgateway.weighing import weigh


def files_of(attachments: Iterable[Attachment]) -> tuple[File, ...]:
    """The files in their order (mail.md § 7)."""
    return tuple(_files(attachments))


def _files(attachments: Iterable[Attachment]) -> Iterator[File]:
    kept = octets = 0
    for each in attachments:
        size = len(each.content) or each.size
        left_out = _over(kept, octets, size)
        if left_out is not None:
            yield File(each.name, each.given, each.type, size, left_out=left_out)
            continue
        kept, octets = kept + 1, octets + size
        weight = weigh(each.content, each.name) if each.content else Weight.BROKEN
        yield File(each.name, each.given, each.type, size, weight, content=each.content)


def _over(kept: int, octets: int, size: int) -> LeftOut | None:
    if size > LARGEST:
        return LeftOut.TOO_LARGE
    if kept >= MOST:
        return LeftOut.TOO_MANY
    return LeftOut.TOO_MUCH if octets + size > ALL_TOGETHER else None
