"""Rules that wait for a second person (D-35), pure: the notice, and the form that lists what they would change."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.buttons import Press, Value
from bot.cards import Reader
from bot.forms import Form
from bot.outgoing import (
    MOST_IN_A_VIEW,
    MOST_SECTION_TEXT,
    Json,
    Message,
    drawn_blocks,
    escape,
    outgoing,
    paragraph,
    small,
)
from casework.calendar import day_of
from casework.desk.adopting import Pending, counted
from casework.loaded_rules import LoadedRules
from casework.rehearsal import Rehearsal
from casework.rehearsal_words import change_lines

LINES_A_PAGE = 40


def rules_notice(pending: Pending, reader: Reader) -> Message:
    """The notice that rules wait: how much they would change, and the button that opens the list."""
    text = f"{_loaded_words(pending, reader)}. {counted_words(pending.changes, reader)}"
    return outgoing(
        text.replace("*", ""), [paragraph(text), ActionsBlock(elements=[rules_button(pending.rules.id, reader)])]
    )


def rules_button(rules_id: int, reader: Reader) -> ButtonElement:
    """The button that opens the list of what the rules would change."""
    value = Value(rules=rules_id).written()
    return ButtonElement(text=reader.say("rules.button"), action_id=Press.RULES.id(rules_id), value=value)


def rules_form(pending: Pending, reader: Reader, page: int = 0, note: str = "", *, may_confirm: bool = True) -> Json:
    """One page of the list; sent off, it puts the rules into effect, if what they change is still what this form shows."""
    lines = change_lines(pending.changes, reader.language)
    pages = max(1, -(-len(lines) // LINES_A_PAGE))
    page = min(page, pages - 1)
    shown = lines[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE]
    blocks: list[Block] = [paragraph(f"*{escape(note)}*")] if note else []
    blocks += [paragraph(_loaded_words(pending, reader)), paragraph(counted_words(pending.changes, reader))]
    blocks += [paragraph(part) for part in _joined(shown)]
    blocks += _turning(pending.rules.id, page, pages, reader) if pages > 1 else []
    blocks.append(small(reader.say("rules.hint")))
    submit = {"submit": _plain(reader.say("rules.submit"))} if may_confirm else {}
    return {
        "type": "modal",
        "callback_id": Form.RULES.value,
        "title": _plain(reader.say("rules.title")),
        **submit,
        "close": _plain(reader.say("button.close")),
        "private_metadata": Value(rules=pending.rules.id, seen=pending.changes.digest).written(),
        "blocks": list(drawn_blocks(blocks, MOST_IN_A_VIEW)),
    }


def in_effect_words(kind: str, name: str, counts: str, reader: Reader) -> str:
    """That the rules hold from now on."""
    return reader.say("rules.in_effect", what=_what(kind, name, reader), counts=counts)


def counted_words(changes: Rehearsal, reader: Reader) -> str:
    """How many choices differ, and how many dates of how many cases would move."""
    return reader.say("rules.counts", **counted(changes))


def _what(kind: str, name: str, reader: Reader) -> str:
    return reader.say(f"rules.{kind}", name=escape(name))


def _loaded_words(pending: Pending, reader: Reader) -> str:
    rules, loader = pending.rules, pending.loader
    by = f"<@{loader.slack_id}>" if loader.slack_id else reader.say("rules.by_mail")
    return reader.say(
        "rules.loaded", what=what_rules(rules, reader), loader=by, day=reader.day(day_of(rules.loaded_at))
    )


def what_rules(rules: LoadedRules, reader: Reader) -> str:
    """The rules by kind and name."""
    return _what(rules.kind, rules.name, reader)


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines in as few paragraphs as Slack's limit allows."""
    parts: list[str] = []
    for line in map(escape, lines):
        if parts and len(parts[-1]) + 1 + len(line) <= MOST_SECTION_TEXT:
            parts[-1] += f"\n{line}"
        else:
            parts.append(line[:MOST_SECTION_TEXT])
    return parts


def _turning(rules_id: int, page: int, pages: int, reader: Reader) -> list[Block]:
    ways = [("rules.previous", page - 1)] if page else []
    ways += [("rules.next", page + 1)] if page + 1 < pages else []
    buttons = [
        ButtonElement(
            text=reader.say(key), action_id=Press.RULES.id(f"page{to}"), value=Value(rules=rules_id, page=to).written()
        )
        for key, to in ways
    ]
    return [small(reader.say("rules.page", page=page + 1, pages=pages)), ActionsBlock(elements=buttons)]


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}
