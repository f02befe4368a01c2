"""The grammar of our addresses."""

import pytest

from casework.messages import Box
from mailgateway.addresses import Mint, Token, box_of

DOMAIN = "eksamen.example.no"
OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def mint() -> Mint:
    return Mint(DOMAIN, [NEW])


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("begrunnelse@eksamen.example.no", Box.EXPLANATION),
        ("BEGRUNNELSE@Eksamen.Example.NO", Box.EXPLANATION),
        ("klage+tdt4100@eksamen.example.no", Box.APPEAL),
        ("formellfeil+@eksamen.example.no", Box.FORMAL_ERROR),
        ("sak+abc@eksamen.example.no", Box.CASE),
        ("postmaster@eksamen.example.no", Box.POSTMASTER),
        ("Postmaster", Box.POSTMASTER),
        ("klage", None),
        ("klager@eksamen.example.no", None),
        ("klage@example.no", None),
        ("klage@eksamen.example.no.evil.example", None),
        ("+klage@eksamen.example.no", None),
        ("@eksamen.example.no", None),
        ("", None),
    ],
)
def test_box_is_read_from_the_address_alone(address: str, box: Box | None) -> None:
    assert box_of(address, DOMAIN) is box


@pytest.mark.parametrize(("case", "outgoing"), [(42, 17), (1, 1), (None, 3), (2**40, 2**40), (255, 256)])
def test_reply_address_names_its_case_and_row(mint: Mint, case: int | None, outgoing: int) -> None:
    assert mint.read_reply(mint.reply_address(case, outgoing)) == Token(case, outgoing)


def test_reply_address_survives_capitals_on_the_way(mint: Mint) -> None:
    assert mint.read_reply(mint.reply_address(42, 17).upper()) == Token(42, 17)


def test_local_part_of_reply_address_keeps_within_the_limit(mint: Mint) -> None:
    assert len(mint.reply_address(2**40, 2**40).partition("@")[0]) <= 64


def test_message_id_is_the_same_each_time(mint: Mint) -> None:
    assert mint.message_id(42, 17) == Mint(DOMAIN, [NEW]).message_id(42, 17)


def test_message_id_names_its_case_and_row(mint: Mint) -> None:
    assert mint.read_message_id(mint.message_id(42, 17)) == Token(42, 17)
    assert mint.read_message_id(mint.message_id(None, 3).strip("<>")) == Token(None, 3)


def test_old_key_still_reads_after_a_change() -> None:
    address = Mint(DOMAIN, [OLD]).reply_address(42, 17)
    assert Mint(DOMAIN, [NEW, OLD]).read_reply(address) == Token(42, 17)


def test_token_signed_with_unknown_key_counts_as_none(mint: Mint) -> None:
    assert mint.read_reply(Mint(DOMAIN, [OLD]).reply_address(42, 17)) is None


def test_token_of_message_id_is_no_reply_token(mint: Mint) -> None:
    token = mint.message_id(42, 17).strip("<>").partition("@")[0]
    assert mint.read_reply(f"sak+{token}@{DOMAIN}") is None


def test_every_changed_letter_of_a_token_is_noticed(mint: Mint) -> None:
    token = mint.reply_address(42, 17).partition("@")[0].partition("+")[2]
    changed = [token[:i] + ("a" if token[i] != "a" else "b") + token[i + 1 :] for i in range(len(token) - 1)]
    assert not [one for one in changed if mint.read_reply(f"sak+{one}@{DOMAIN}")]


@pytest.mark.parametrize("token", ["", "a", "!!!!!!!!!!!!!!!!!!!!", "a" * 20, "a" * 21, "7" * 56, "å" * 30, "a" * 400])
def test_rubbish_after_the_plus_names_no_case(mint: Mint, token: str) -> None:
    assert mint.read_reply(f"sak+{token}@{DOMAIN}") is None


def test_reply_address_of_another_domain_is_not_ours(mint: Mint) -> None:
    assert Mint("annet.example.no", [NEW]).read_reply(mint.reply_address(42, 17)) is None


def test_mint_without_any_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        Mint(DOMAIN, [])
