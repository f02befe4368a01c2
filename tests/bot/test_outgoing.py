import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import ButtonElement, DividerBlock, MarkdownTextObject, SectionBlock

from bot.outgoing import MOST_BLOCKS, LineBlock, TooMuch, escape, outgoing, paragraph, unescape


def test_a_sentence_is_its_own_block() -> None:
    message = outgoing("Sak 42 er avvist.")
    assert message.blocks[0]["text"]["text"] == message.text


def test_a_post_unfolds_no_links_at_all() -> None:
    post = outgoing("Sak 42").post
    assert (post["unfurl_links"], post["unfurl_media"]) == (False, False)


def test_a_message_without_text_is_refused() -> None:
    with pytest.raises(TooMuch):
        outgoing("", [DividerBlock()])


def test_more_blocks_than_slack_takes_are_refused() -> None:
    with pytest.raises(TooMuch):
        outgoing("Sak 42", [DividerBlock()] * (MOST_BLOCKS + 1))


def test_two_blocks_with_the_same_id_are_refused() -> None:
    with pytest.raises(TooMuch):
        outgoing("Sak 42", [DividerBlock(block_id="a"), DividerBlock(block_id="a")])


def test_more_characters_than_slack_takes_are_refused() -> None:
    with pytest.raises(TooMuch):
        outgoing("Sak 42", [paragraph("x" * 2900)] * 5)


def test_a_section_longer_than_slack_takes_is_refused() -> None:
    with pytest.raises(SlackObjectFormationError):
        outgoing("Sak 42", [paragraph("x" * 3001)])


def test_a_line_is_drawn_as_the_library_would() -> None:
    button = ButtonElement(text="Vis saken", action_id="show.42", value="{}")
    theirs = SectionBlock(text=MarkdownTextObject(text="*Sak 42*"), accessory=button)
    assert LineBlock("*Sak 42*", "Vis saken", "show.42", "{}").to_dict() == theirs.to_dict()


def test_a_line_longer_than_slack_takes_is_refused() -> None:
    with pytest.raises(TooMuch):
        LineBlock("x" * 3001, "Vis saken", "show.42", "{}")


def test_foreign_text_can_name_no_channel_and_no_link() -> None:
    assert escape("<!channel> & <http://x|y>") == "&lt;!channel&gt; &amp; &lt;http://x|y&gt;"


def test_what_a_person_typed_comes_out_as_typed() -> None:
    assert unescape(escape("a < b & c &lt; d")) == "a < b & c &lt; d"
