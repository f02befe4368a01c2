"""The settings: every one by environment and by file, and every fault with the sentence that mends it."""

import logging
from ipaddress import ip_network
from pathlib import Path

import pytest

from casework.messages import Verdict
from fristvakt.settings import BadSettings, RelayTls, Settings, read_settings, variable

SECRET = "geheim-1234567890"
EACH = {
    "FRISTVAKT_DATABASE_URL": ("postgresql://fristvakt@db/fristvakt", "postgresql://fristvakt@db/fristvakt"),
    "FRISTVAKT_SMTP_LISTEN": ("0.0.0.0:25", ("0.0.0.0", 25)),
    "FRISTVAKT_LMTP_LISTEN": ("127.0.0.1:2424", ("127.0.0.1", 2424)),
    "FRISTVAKT_HTTP_LISTEN": ("[::1]:8443", ("::1", 8443)),
    "FRISTVAKT_PUBLIC_URL": ("https://frist.example.no", "https://frist.example.no"),
    "FRISTVAKT_RELAY": ("smtp.example.no:587", ("smtp.example.no", 587)),
    "FRISTVAKT_CLAMD": ("127.0.0.1:3310", ("127.0.0.1", 3310)),
    "FRISTVAKT_RELAY_TLS": ("starttls", RelayTls.STARTTLS),
    "FRISTVAKT_MAIL_DOMAIN": ("Eksamen.example.no", "eksamen.example.no"),
    "FRISTVAKT_MAIL_PEERS": ("10.2.0.0/16, 192.0.2.7", (ip_network("10.2.0.0/16"), ip_network("192.0.2.7/32"))),
    "FRISTVAKT_MAIL_PROXY": ("10.2.0.4", (ip_network("10.2.0.4/32"),)),
    "FRISTVAKT_MAIL_ALARM_MINUTES": ("30", 30),
    "FRISTVAKT_MAIL_MEGABYTES": ("25", 25),
    "FRISTVAKT_MAIL_CONNECTIONS": ("200", 200),
    "FRISTVAKT_MAIL_CONNECTIONS_PER_PEER": ("100", 100),
    "FRISTVAKT_MAIL_VERDICT": ("authenticated", Verdict.AUTHENTICATED),
    "FRISTVAKT_DKIM_KEYS": (
        "s2026=/etc/rsa.pem, E2026 = ed25519.pem",
        (("s2026", Path("/etc/rsa.pem")), ("e2026", Path("ed25519.pem"))),
    ),
    "FRISTVAKT_KEY_FILE": ("/etc/fristvakt/key", Path("/etc/fristvakt/key")),
    "FRISTVAKT_JOURNAL_HEADS": ("/srv/heads", Path("/srv/heads")),
    "FRISTVAKT_RULEBOOK": ("uio", "uio"),
    "FRISTVAKT_LETTERS": ("/etc/fristvakt/letters", Path("/etc/fristvakt/letters")),
    "FRISTVAKT_LETTERS_APPROVED": ("/etc/letters-approved.txt", Path("/etc/letters-approved.txt")),
    "SLACK_API_URL": ("http://127.0.0.1:9000/api/", "http://127.0.0.1:9000/api/"),
}
TOGETHER = {
    "FRISTVAKT_DKIM_DOMAIN": "localhost",
    "FRISTVAKT_AUTHSERV_ID": "mx.example.no",
    "FRISTVAKT_MAIL_SERVER": "mx1.example.no",
    "FRISTVAKT_SMTP_TLS": "required",
    "FRISTVAKT_SMTP_TLS_CERTIFICATE": "/etc/fristvakt/cert.pem",
    "FRISTVAKT_SMTP_TLS_KEY": "/etc/fristvakt/key.pem",
    "FRISTVAKT_RELAY_USER": "fristvakt",
    "FRISTVAKT_RELAY_PASSWORD": SECRET,
    "SLACK_BOT_TOKEN": "xoxb-" + SECRET,
    "SLACK_APP_TOKEN": "xapp-" + SECRET,
    "SLACK_SIGNING_SECRET": SECRET,
}
CONTRADICTIONS = {
    "a bot token alone": ({"SLACK_BOT_TOKEN": SECRET}, "add SLACK_APP_TOKEN"),
    "an app token alone": ({"SLACK_APP_TOKEN": SECRET}, "add SLACK_BOT_TOKEN"),
    "a signing secret alone": ({"SLACK_SIGNING_SECRET": SECRET}, "add SLACK_BOT_TOKEN"),
    "Slack elsewhere": ({"SLACK_API_URL": "https://slack.example.org/api/"}, "must be https://slack.com/api/"),
    "Slack without TLS": ({"SLACK_API_URL": "http://slack.com/api/"}, "must be https://slack.com/api/"),
    "a user without a password": ({"FRISTVAKT_RELAY_USER": "u"}, "give both or neither"),
    "a password without a user": ({"FRISTVAKT_RELAY_PASSWORD": SECRET}, "give both or neither"),
    "a password in the clear": (
        {"FRISTVAKT_RELAY": "smtp.example.no:25", "FRISTVAKT_RELAY_USER": "u", "FRISTVAKT_RELAY_PASSWORD": SECRET},
        "set FRISTVAKT_RELAY_TLS",
    ),
    "two words on senders": (
        {"FRISTVAKT_AUTHSERV_ID": "mx", "FRISTVAKT_MAIL_SERVER": "mx1", "FRISTVAKT_MAIL_VERDICT": "unknown"},
        "take it away, or FRISTVAKT_AUTHSERV_ID",
    ),
    "a signature of another domain": (
        {"FRISTVAKT_DKIM_DOMAIN": "ample.no", "FRISTVAKT_MAIL_DOMAIN": "eksamen.example.no"},
        "must be FRISTVAKT_MAIL_DOMAIN or a domain above it",
    ),
    "an id without its server": ({"FRISTVAKT_AUTHSERV_ID": "mx"}, "needs FRISTVAKT_MAIL_SERVER"),
    "a server without its id": ({"FRISTVAKT_MAIL_SERVER": "mx1"}, "needs FRISTVAKT_AUTHSERV_ID"),
    "a certificate without its key": ({"FRISTVAKT_SMTP_TLS_CERTIFICATE": "c.pem"}, "give both or neither"),
    "TLS that needs a certificate": ({"FRISTVAKT_SMTP_TLS": "implicit"}, "give FRISTVAKT_SMTP_TLS_CERTIFICATE"),
    "public pages without TLS": ({"FRISTVAKT_PUBLIC_URL": "http://frist.example.no"}, "must begin with https://"),
}
IMPOSSIBLE = {
    "FRISTVAKT_SMTP_LISTEN": ("2525", "write host:port"),
    "FRISTVAKT_HTTP_LISTEN": ("127.0.0.1:99999", "write host:port"),
    "FRISTVAKT_RELAY": ("smtp.example.no", "write host:port"),
    "FRISTVAKT_RELAY_TLS": ("yes", "'starttls'"),
    "FRISTVAKT_LMTP_LISTEN": ("/run/fristvakt.sock", "write host:port"),
    "FRISTVAKT_SMTP_TLS": ("always", "'required'"),
    "FRISTVAKT_MAIL_PEERS": ("10.2.0.0/99", "write addresses or networks"),
    "FRISTVAKT_MAIL_PROXY": ("haproxy", "write addresses or networks"),
    "FRISTVAKT_MAIL_MEGABYTES": ("50 MB", "write a whole number"),
    "FRISTVAKT_MAIL_CONNECTIONS": ("0", "write a whole number"),
    "FRISTVAKT_MAIL_DOMAIN": ("@example.no", "write the domain alone"),
    "FRISTVAKT_MAIL_SERVER": ("mx1.example.no, .no", "write host names with commas"),
    "FRISTVAKT_DKIM_KEYS": ("rsa.pem", "write selector=file"),
    "FRISTVAKT_MAIL_VERDICT": ("trusted", "'authenticated'"),
    "FRISTVAKT_PUBLIC_URL": ("frist.example.no", "write a whole address"),
    "SLACK_API_URL": ("http://[::1", "write a whole address"),
}


def refused(environment: dict[str, str], file: Path | None = None) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        read_settings(environment, file)
    return caught.value.sentences


def field_of(name: str) -> str:
    return next(field for field in Settings.model_fields if variable(field) == name)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fristvakt.env"


def test_every_setting_is_read_somewhere_below():
    assert {*EACH, *TOGETHER} == {variable(field) for field in Settings.model_fields}


@pytest.mark.parametrize("name", EACH)
def test_each_setting_comes_from_its_own_variable(name: str):
    assert getattr(read_settings({name: EACH[name][0]}), field_of(name)) == EACH[name][1]


@pytest.mark.parametrize("name", EACH)
def test_each_setting_comes_from_a_file_as_well(name: str, file: Path):
    file.write_text(f"{name}={EACH[name][0]}\n")
    assert getattr(read_settings({}, file), field_of(name)) == EACH[name][1]


def test_settings_that_belong_together_are_taken_together():
    tls = {"FRISTVAKT_RELAY_TLS": "implicit"}
    settings = read_settings({**TOGETHER, **tls})
    assert (settings.relay_password.get_secret_value(), settings.mail_server) == (SECRET, "mx1.example.no")


def test_nothing_at_all_gives_the_defaults_that_are_documented():
    settings = read_settings({})
    assert (settings.database_url, settings.smtp_listen, settings.http_listen) == (
        "sqlite:///var/fristvakt.db",
        ("127.0.0.1", 2525),
        ("127.0.0.1", 8080),
    )


def test_the_environment_lies_over_the_file_but_an_empty_value_does_not(file: Path):
    file.write_text("FRISTVAKT_RULEBOOK=uio\nFRISTVAKT_MAIL_DOMAIN=eksamen.example.no\n")
    settings = read_settings({"FRISTVAKT_RULEBOOK": "nmbu", "FRISTVAKT_MAIL_DOMAIN": ""}, file)
    assert (settings.rulebook, settings.mail_domain) == ("nmbu", "eksamen.example.no")


@pytest.mark.parametrize("line", ["export FRISTVAKT_RELAY_USER=Jensen", "FRISTVAKT_RELAY_USER='Jensen'  # our own"])
def test_a_file_may_be_written_as_a_shell_reads_it(line: str, file: Path):
    file.write_text(f'# settings\n\n{line}\nFRISTVAKT_RELAY_PASSWORD=x\nFRISTVAKT_RULEBOOK="uio"\n')
    settings = read_settings({}, file)
    assert (settings.relay_user, settings.rulebook) == ("Jensen", "uio")


def test_a_dollar_in_a_password_stands_for_itself(file: Path):
    file.write_text("FRISTVAKT_RELAY_USER=u\nFRISTVAKT_RELAY_PASSWORD=pa$HOME\n")
    assert read_settings({}, file).relay_password.get_secret_value() == "pa$HOME"


def test_links_lead_to_the_port_that_the_pages_have():
    assert read_settings({"FRISTVAKT_HTTP_LISTEN": "0.0.0.0:9090"}).public_url == "http://127.0.0.1:9090"


def test_slack_by_its_host_alone_means_its_methods():
    assert read_settings({"SLACK_API_URL": "https://slack.com/"}).slack_api_url == "https://slack.com/api/"


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_a_contradiction_is_refused_with_what_mends_it(case: str):
    environment, mending = CONTRADICTIONS[case]
    sentences = refused(environment)
    assert len(sentences) == 1
    assert mending in sentences[0]


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_impossible_value_is_refused_by_its_name(name: str):
    given, mending = IMPOSSIBLE[name]
    (sentence,) = refused({name: given})
    assert sentence.startswith(f"{name}: ")
    assert mending in sentence


def test_an_unknown_name_is_refused_with_all_that_are_known():
    (sentence,) = refused({"FRISTVAKT_DATABASE": "x"})
    assert sentence.startswith("FRISTVAKT_DATABASE is no setting")
    assert "FRISTVAKT_DATABASE_URL" in sentence


@pytest.mark.parametrize("name", ["FRISTVAKT_RELAI", "SLACK_BOT_TOKN", "MAIL_DOMAIN"])
def test_a_file_holds_no_name_that_is_not_ours(name: str, file: Path):
    file.write_text(f"{name}={SECRET}\n")
    (sentence,) = refused({}, file)
    assert sentence.startswith(f"{name} is no setting")


def test_names_of_other_programs_in_the_environment_do_not_matter():
    assert read_settings({"PATH": "/bin", "SLACK_WEBHOOK": "x"}) == read_settings({})


def test_all_faults_are_told_at_once():
    assert len(refused({"FRISTVAKT_X": "1", "FRISTVAKT_RELAY": "x", "FRISTVAKT_MAIL_PEERS": "x"})) == 3


@pytest.mark.parametrize("line", ["FRISTVAKT_RULEBOOK", "FRISTVAKT_RULEBOOK='uio", "FRISTVAKT RULEBOOK=uio"])
def test_a_line_that_is_none_is_named_by_its_number(line: str, file: Path):
    file.write_text(f"# settings\n{line}\n")
    assert refused({}, file) == [f"{file}, line 2: write NAME=value."]


def test_a_file_that_is_not_there_is_named(file: Path):
    assert refused({}, file) == [f"There is no settings file {file}. Give the path of a file with NAME=value lines."]


def test_a_file_that_is_no_text_is_refused(file: Path):
    file.write_bytes(b"FRISTVAKT_RULEBOOK=\xff\n")
    assert refused({}, file) == [f"The settings file {file} cannot be read: UnicodeDecodeError."]


def test_no_secret_stands_in_the_representation_of_the_settings():
    url = f"postgresql://fristvakt:{SECRET}@db/fristvakt"
    settings = read_settings({**TOGETHER, "FRISTVAKT_RELAY_TLS": "implicit", "FRISTVAKT_DATABASE_URL": url})
    assert SECRET not in f"{settings!r} {settings}"


@pytest.mark.parametrize("name", sorted({"FRISTVAKT_X", *EACH, *TOGETHER}))
def test_no_value_stands_in_a_refusal_or_in_the_log(name: str, file: Path, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    file.write_text(f"{name}='{SECRET}\n")
    with pytest.raises(BadSettings) as caught:
        read_settings({"FRISTVAKT_RELAY": SECRET, "FRISTVAKT_Y": SECRET, "SLACK_APP_TOKEN": SECRET}, file)
    assert SECRET not in f"{caught.value!r} {caught.value} {caplog.text}"
