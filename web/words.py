"""What a page says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One page: its heading, its paragraphs, and its button where it has one."""

    title: str
    text: tuple[str, ...] = ()
    button: str = ""
