"""What `fristvakt check` says of each thing: good, or a sentence that tells what to do."""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.scopes import SCOPES
from casework.laws import packaged
from casework.loaded_rules import FirstRulebook
from fristvakt.checking import Line, check
from fristvakt.opening import open_store
from tests.fristvakt.around import SECRET, Around, closed_port, surroundings
from tests.mailgateway.certificate import certificate

NewDatabase = Callable[[str], str]

LOOKED_AT = [
    "key file",
    "database",
    "mail domain",
    "incoming mail",
    "relay",
    "DKIM",
    "virus scanner",
    "Slack",
    "rulebook and letters",
    "approval",
]


async def line(what: str, around: Around, **more: object) -> Line:
    """The line on that thing; nothing else may be wrong."""
    lines = await check(around.settings(**more))
    assert [each.what for each in lines if not each.good and each.what != what] == []
    return next(each for each in lines if each.what == what)


async def fault(what: str, around: Around, **more: object) -> str:
    found = await line(what, around, **more)
    assert not found.good
    return found.says


async def test_everything_good_is_said_line_by_line(around: Around):
    lines = await check(around.settings())
    assert [(each.what, each.good) for each in lines] == [(what, True) for what in LOOKED_AT]


async def test_letters_that_nobody_could_answer_are_a_fault(around: Around):
    assert "set FRISTVAKT_MAIL_DOMAIN" in await fault("mail domain", around, mail_domain="localhost")


async def test_a_key_file_that_was_lost_is_a_fault_and_none_is_made(around: Around):
    async with await open_store(around.settings()) as store:
        await store.upgrade()
    around.settings().key_file.unlink()
    said = next(each for each in await check(around.settings()) if each.what == "key file")
    assert (said.good, "Put the file back" in said.says) == (False, True)
    assert not around.settings().key_file.exists()


async def test_a_dkim_key_is_told_with_what_dns_must_say(around: Around, tmp_path: Path):
    key = ed25519.Ed25519PrivateKey.generate()
    (tmp_path / "dkim.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    found = await line("DKIM", around, dkim_keys=f"s2026={tmp_path / 'dkim.pem'}")
    assert "s2026._domainkey.eksamen.example.no must say: v=DKIM1; k=ed25519; p=" in found.says


@pytest.mark.parametrize(("text", "says"), [(None, "cannot be read: No such file"), ("x", "holds no private key")])
async def test_a_dkim_key_that_is_none_is_a_fault(text: str | None, says: str, around: Around, tmp_path: Path):
    file = tmp_path / "dkim.pem"
    await asyncio.to_thread(file.write_text, text) if text else None
    assert f"FRISTVAKT_DKIM_KEYS: {file} {says}" in await fault("DKIM", around, dkim_keys=f"s={file}")


async def test_a_service_without_slack_is_good_and_says_so(around: Around):
    found = await line("Slack", around, slack_bot_token="", slack_app_token="")
    assert found == Line("Slack", True, "no tokens: the service runs with mail only")


@pytest.mark.parametrize("name", ["slack_bot_token", "slack_app_token"])
async def test_a_token_that_slack_refuses_is_named_but_not_quoted(name: str, around: Around):
    says = await fault("Slack", around, **{name: SECRET})
    assert name.upper() in says
    assert SECRET not in says


async def test_tokens_in_each_others_place_are_noticed(around: Around):
    tokens = {"slack_bot_token": around.slack.app_token, "slack_app_token": around.slack.bot_token}
    assert "SLACK_BOT_TOKEN" in await fault("Slack", around, **tokens)


async def test_a_missing_scope_is_named(tmp_path: Path):
    async with surroundings(tmp_path, SCOPES - {"im:history"}) as around:
        assert "the bot token lacks im:history" in await fault("Slack", around)


async def test_a_slack_that_is_away_is_told_from_a_bad_token(around: Around):
    await around.slack.go_away()
    assert (await fault("Slack", around)).startswith("Slack cannot be reached")


async def test_a_relay_that_is_down_is_named_with_its_setting(around: Around):
    says = await fault("relay", around, relay=f"127.0.0.1:{closed_port()}")
    assert "see FRISTVAKT_RELAY" in says


async def test_a_relay_without_the_tls_that_was_asked_for_is_no_good(around: Around):
    assert "does not take our mail" in await fault("relay", around, relay_tls="starttls")


async def test_a_relay_that_takes_no_login_is_no_good(around: Around):
    says = await fault("relay", around, relay_user="u", relay_password=SECRET)
    assert SECRET not in says


async def test_letters_that_nobody_approved_are_a_fault(around: Around):
    says = await fault("approval", around, letters_approved="none")
    assert re.match(r"nobody has approved (\d+) of \1 texts, the interim reply among them; their letters wait", says)


def forget(around: Around, text: str) -> None:
    """Nobody has approved that text any more."""
    file = around.settings().letters_approved
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(f"{text} ")))


@pytest.mark.demand("D-43")
@pytest.mark.parametrize("text", ["nb/interim_reply", "nn/interim_again", "en/explanation_late"])
async def test_an_interim_reply_that_nobody_approved_is_a_fault(text: str, around: Around):
    forget(around, text)
    assert re.match(
        r"nobody has approved 1 of \d+ texts, the interim reply among them", await fault("approval", around)
    )


async def test_reasons_of_the_interim_reply_that_nobody_approved_are_a_fault(around: Around):
    forget(around, "interim_reasons")
    assert "the interim reply among them" in await fault("approval", around)


async def test_another_letter_that_nobody_approved_is_a_fault_by_itself(around: Around):
    forget(around, "nb/status")
    assert re.match(r"nobody has approved 1 of \d+ texts; their letters wait", await fault("approval", around))


async def test_a_rulebook_that_does_not_say_what_was_asked_for_later_is_to_be_loaded_anew(around: Around):
    before = re.sub(r"(?m)^answer_time = .*\n", "", packaged("ntnu"))
    async with await open_store(around.settings()) as store:
        await store.upgrade()
        first = FirstRulebook("d", before, datetime(2026, 11, 23, 8, tzinfo=UTC))
        await store.write(lambda records: records.keep_first_rulebook(first))
    said = await fault("rulebook and letters", around)
    assert said.startswith("ntnu does not say answer_time: ")
    assert "fristvakt rulebook load FILE --as ADDRESS" in said


async def test_a_bad_rulebook_is_told_twice_as_two_things_need_it(around: Around):
    lines = await check(around.settings(rulebook="nntu"))
    assert [each.what for each in lines if not each.good] == ["rulebook and letters", "approval"]


async def test_a_key_file_that_others_read_is_a_fault(around: Around, tmp_path: Path):
    key = tmp_path / "open.key"
    key.touch(0o644)
    lines = await check(around.settings(key_file=key))
    assert lines[0] == Line(
        "key file", False, f"FRISTVAKT_KEY_FILE: {key} can be read by others. Write: chmod 600 {key}"
    )


async def test_a_bad_certificate_is_a_fault(around: Around, tmp_path: Path):
    files = {"smtp_tls_certificate": tmp_path / "none.pem", "smtp_tls_key": tmp_path / "none.pem"}
    assert "No such file or directory" in await fault("incoming mail", around, **files)


async def test_how_mail_comes_in_is_said(around: Around, tmp_path: Path):
    certificate(tmp_path)
    tls = dict.fromkeys(("smtp_tls_certificate", "smtp_tls_key"), tmp_path / "localhost.pem")
    more = {"smtp_tls": "required", "lmtp_listen": "127.0.0.1:2424", "mail_proxy": "10.2.0.4"}
    assert (
        await line("incoming mail", around)
    ).says == "SMTP without TLS, from 2 networks, up to 50 MB a mail, alarm when one waits 10 minutes"
    assert (await line("incoming mail", around, **tls, **more)).says == (
        "SMTP and LMTP TLS required, from 2 networks, through a proxy, up to 50 MB a mail, alarm when one waits 10 minutes"
    )


async def test_a_disk_that_is_nearly_full_is_a_fault(around: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    left = shutil.disk_usage(tmp_path)._replace(free=3 * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    assert (await fault("database", around)).startswith("3 MB are free on its disk, and mail is taken only above 75 MB")


@pytest.mark.postgres
async def test_a_postgresql_that_does_not_write_through_is_a_fault(around: Around, new_database_url: NewDatabase):
    says = await fault("database", around, database_url=new_database_url("postgres"))
    assert says.startswith("PostgreSQL runs with fsync = off")


@pytest.mark.parametrize("url", ["mysql://db/x", "nonsense", "postgresql://db:port/x", "sqlite://"])
async def test_an_address_that_is_none_is_refused_with_how_to_write_it(url: str, around: Around):
    assert "sqlite:///" in await fault("database", around, database_url=url)


async def test_a_database_that_is_down_is_a_fault_without_its_password(around: Around):
    url = f"postgresql://fristvakt:{SECRET}@127.0.0.1:{closed_port()}/fristvakt"
    says = await fault("database", around, database_url=url)
    assert says == "the database cannot be reached, or it does not let us in"


async def test_checking_makes_no_table_in_a_new_database(around: Around):
    found = await line("database", around)
    async with await open_store(around.settings()) as store:
        assert (found.says, await store.is_current()) == ("sqlite, the next start brings its tables up to date", False)


async def test_a_database_with_all_tables_is_said_to_be_up_to_date(around: Around):
    async with await open_store(around.settings()) as store:
        await store.upgrade()
    assert (await line("database", around)).says == "sqlite, tables up to date"


async def test_a_database_of_a_newer_version_is_a_fault(around: Around, tmp_path: Path):
    async with await open_store(around.settings()) as store:
        await store.upgrade()
    with closing(sqlite3.connect(tmp_path / "fristvakt.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = 'from the future'")
    assert "made by a newer version of Fristvakt" in await fault("database", around)


@pytest.mark.parametrize("everybody", ["0.0.0.0/0", "::/0"])
async def test_mail_that_anybody_may_hand_in_is_a_fault(around: Around, everybody: str):
    assert f"FRISTVAKT_MAIL_PEERS={everybody}" in await fault("incoming mail", around, mail_peers=everybody)
