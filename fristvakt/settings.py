"""The settings: environment and file become one frozen model; nobody else reads the environment."""

import ipaddress
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from casework.messages import Verdict
from fristvakt.setting_values import (
    SLACK_API,
    Address,
    DkimKeys,
    Domain,
    Hosts,
    Many,
    Networks,
    SlackUrl,
    Socket,
    Url,
)

OWN = "FRISTVAKT_"
SLACK = "SLACK_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DEFAULT_PORT = 8080
EXCHANGE_ONLINE = "exchange-online"  # an FRISTVAKT_AUTHSERV_ID for the server that writes no name of its own


class BadSettings(Exception):
    """The settings do not hold together; `sentences` say for each fault what to write instead. No value of a secret is named."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class RelayTls(StrEnum):
    """How the connection to the relay is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


class SmtpTls(StrEnum):
    """How mail that comes in is protected: STARTTLS may be used, must be used, or TLS is there from the first octet."""

    OFFERED = "offered"
    REQUIRED = "required"
    IMPLICIT = "implicit"


def _own_pages(known: dict[str, Any]) -> str:
    """Where the pages are reached when nothing stands in front of the service."""
    host, port = known.get("http_listen", ("127.0.0.1", DEFAULT_PORT))
    named = host if host in LOOPBACK else "127.0.0.1"
    return f"http://{f'[{named}]' if ':' in named else named}:{port or DEFAULT_PORT}"


class Settings(BaseModel):
    """Every setting with its default. The variable of `mail_domain` is FRISTVAKT_MAIL_DOMAIN; Slack's keep Slack's own names."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    database_url: str = Field("sqlite:///var/fristvakt.db", repr=False)
    smtp_listen: Address = ("127.0.0.1", 2525)
    lmtp_listen: Address | None = None
    smtp_tls: SmtpTls = SmtpTls.OFFERED
    smtp_tls_certificate: Path | None = None
    smtp_tls_key: Path | None = None
    http_listen: Address = ("127.0.0.1", DEFAULT_PORT)
    public_url: Url = Field(default_factory=_own_pages)
    relay: Address = ("127.0.0.1", 25)
    relay_tls: RelayTls = RelayTls.NONE
    relay_user: str = ""
    relay_password: SecretStr = SecretStr("")
    mail_domain: Domain = "localhost"
    clamd: Socket | None = None
    mail_peers: Networks = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
    mail_proxy: Networks = ()
    mail_alarm_minutes: Many = 10
    mail_megabytes: Many = 50
    mail_connections: Many = 50
    mail_connections_per_peer: Many = 25
    mail_server: Hosts = ""
    authserv_id: str | None = None
    mail_verdict: Verdict | None = None
    dkim_domain: str = ""
    dkim_keys: DkimKeys = ()
    key_file: Path = Path("var/fristvakt.key")
    journal_heads: Path | None = None
    rulebook: str = "ntnu"
    letters: Path | None = None
    letters_approved: Path = Path("var/letters-approved.txt")
    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: SlackUrl = SLACK_API

    @property
    def has_slack(self) -> bool:
        """Whether Slack is set up; without it the service runs with mail only."""
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def heads_folder(self) -> Path:
        """Where the signed heads of the journal are kept."""
        return self.journal_heads or self.key_file.with_name(f"{self.key_file.stem}-journal")

    @property
    def signing_key_file(self) -> Path:
        """The key that signs them, beside the key file."""
        return self.key_file.with_name(f"{self.key_file.stem}-journal.pem")

    @property
    def unchecked_verdict(self) -> Verdict:
        """What a sender counts as that no mail server has checked (decision 24)."""
        return self.mail_verdict or Verdict.UNKNOWN

    @model_validator(mode="after")
    def _holds_together(self) -> "Settings":
        faults = [sentence for broken, sentence in (*self._contradictions(), *self._of_letters()) if broken]
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def _contradictions(self) -> list[tuple[bool, str]]:
        app, signing = self.slack_app_token.get_secret_value(), self.slack_signing_secret.get_secret_value()
        slack = urlsplit(self.slack_api_url)
        to_slack = slack.scheme == "https" and slack.hostname == "slack.com"
        public = urlsplit(self.public_url)
        return [
            *self._contradictions_of_mail(),
            (
                self.has_slack and not (app or signing),
                "SLACK_BOT_TOKEN stands alone: add SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).",
            ),
            (
                bool(app or signing) and not self.has_slack,
                "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET stands alone: add SLACK_BOT_TOKEN, or take it away to run without Slack.",
            ),
            (
                not to_slack and slack.hostname not in LOOPBACK,
                "SLACK_API_URL must be https://slack.com/api/ or an address on this machine: the token would go anywhere else.",
            ),
            (
                public.scheme != "https" and public.hostname not in LOOPBACK,
                "FRISTVAKT_PUBLIC_URL must begin with https://, or name this machine (http://127.0.0.1:8080).",
            ),
        ]

    def _contradictions_of_mail(self) -> list[tuple[bool, str]]:
        login = bool(self.relay_user or self.relay_password.get_secret_value())
        return [
            (
                bool(self.relay_user) != bool(self.relay_password.get_secret_value()),
                "FRISTVAKT_RELAY_USER and FRISTVAKT_RELAY_PASSWORD belong together: give both or neither.",
            ),
            (
                login and self.relay_tls is RelayTls.NONE and self.relay[0] not in LOOPBACK,
                "FRISTVAKT_RELAY_PASSWORD would cross the network unprotected: set FRISTVAKT_RELAY_TLS to starttls or implicit.",
            ),
            (
                self.authserv_id is not None and self.mail_verdict is not None,
                "FRISTVAKT_MAIL_VERDICT is for a service with no mail server in front: take it away, or FRISTVAKT_AUTHSERV_ID.",
            ),
            (
                self.authserv_id is not None and not self.mail_server,
                "FRISTVAKT_AUTHSERV_ID needs FRISTVAKT_MAIL_SERVER: the host name that your mail server writes after “by” in Received.",
            ),
            (
                bool(self.mail_server) and self.authserv_id is None,
                "FRISTVAKT_MAIL_SERVER needs FRISTVAKT_AUTHSERV_ID: the name that your mail server writes first in Authentication-Results.",
            ),
            (
                bool(self.smtp_tls_certificate) != bool(self.smtp_tls_key),
                "FRISTVAKT_SMTP_TLS_CERTIFICATE and FRISTVAKT_SMTP_TLS_KEY belong together: give both or neither.",
            ),
            (
                self.smtp_tls is not SmtpTls.OFFERED and self.smtp_tls_certificate is None,
                "FRISTVAKT_SMTP_TLS needs a certificate: give FRISTVAKT_SMTP_TLS_CERTIFICATE and FRISTVAKT_SMTP_TLS_KEY.",
            ),
        ]

    def _of_letters(self) -> list[tuple[bool, str]]:
        return [
            (
                bool(self.dkim_domain) and not f".{self.mail_domain}".endswith(f".{self.dkim_domain.lower()}"),
                "FRISTVAKT_DKIM_DOMAIN must be FRISTVAKT_MAIL_DOMAIN or a domain above it: no other signature counts for our letters.",
            ),
        ]


def variable(field: str) -> str:
    """The environment variable of a field."""
    return field.upper() if field.startswith("slack_") else f"{OWN}{field.upper()}"


def read_settings(environment: Mapping[str, str], file: Path | None = None, **fixed: Any) -> Settings:
    """The settings from the environment laid over a file of NAME=value lines; `fixed` overrides both (the demo's own).

    An empty value counts as none. Raises BadSettings for every unknown name, impossible value or contradiction at once.
    """
    own = {name: value for name, value in environment.items() if name.startswith(OWN)}
    written = _from_file(file) if file else {}
    known = {variable(field): field for field in Settings.model_fields}
    unknown = [name for name in {**written, **own} if name not in known]
    sentences = [f"{name} is no setting of Fristvakt. The settings are {', '.join(sorted(known))}." for name in unknown]
    given = {name: value for source in (written, environment) for name, value in source.items() if value}
    values: dict[str, Any] = {known[name]: value for name, value in given.items() if name in known}
    try:
        settings = Settings(**{**values, **fixed})
    except ValidationError as fault:
        sentences += [_sentence(error) for error in fault.errors() if error["type"] != "default_factory_not_called"]
    if sentences:
        raise BadSettings(sentences)
    return settings


def _from_file(file: Path) -> dict[str, str]:
    try:
        with file.open(encoding="utf-8") as lines:
            bindings = list(parse_stream(lines))
    except FileNotFoundError:
        raise BadSettings(
            [f"There is no settings file {file}. Give the path of a file with NAME=value lines."]
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSettings([f"The settings file {file} cannot be read: {type(fault).__name__}."]) from None
    broken = [one.original.line for one in bindings if one.error or (one.key and one.value is None)]
    if broken:
        raise BadSettings([f"{file}, line {line}: write NAME=value." for line in broken])
    return {one.key: one.value or "" for one in bindings if one.key}


def _sentence(error: Any) -> str:
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{variable(str(error['loc'][0]))}: {message}" if error["loc"] else message
