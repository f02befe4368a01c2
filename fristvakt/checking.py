"""`fristvakt check`: would the service start, and could it talk to everyone; one line for each."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiosmtplib
from slack_sdk.web.async_client import AsyncWebClient

from bot.scopes import SCOPES
from bot.tokens import SlackAway, SlackRefused, check_tokens
from casework.approvals import REASONS
from casework.files import LARGEST
from casework.interim import TEMPLATES as INTERIM
from casework.messages import Box
from casework.office import Office
from casework.records import StoreError
from fristvakt.adopting import office_in_effect
from fristvakt.incoming import limits_of
from fristvakt.institution import open_certificate, open_office, open_signers
from fristvakt.keys import read_keys
from fristvakt.opening import open_heads, open_store
from fristvakt.settings import LOOPBACK, BadSettings, RelayTls, Settings
from mailgateway.clamd import Clamd
from mailgateway.limits import MEGABYTE

RELAY_SECONDS = 10.0
SCANNER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: whether it is good, and a sentence that says so or says what to do."""

    what: str
    good: bool
    says: str


async def check(settings: Settings) -> list[Line]:
    """Looks at everything, also when something before it has failed. No secret and no address of a person is named."""
    checks: list[tuple[str, Callable[[Settings], Awaitable[Line]]]] = [
        ("key file", _key_file),
        ("database", _database),
        ("mail domain", _mail_domain),
        ("incoming mail", _incoming),
        ("relay", _relay),
        ("DKIM", _dkim),
        ("virus scanner", _scanner),
        ("Slack", _slack),
        ("rulebook and letters", _texts),
        ("approval", _approval),
    ]
    return [await _tried(what, looked, settings) for what, looked in checks]


async def _tried(what: str, look: Callable[[Settings], Awaitable[Line]], settings: Settings) -> Line:
    try:
        return await look(settings)
    except BadSettings as bad:
        return Line(what, False, " ".join(bad.sentences))
    except (StoreError, SlackRefused, SlackAway) as fault:
        return Line(what, False, str(fault))


async def _key_file(settings: Settings) -> Line:
    try:
        async with await open_store(settings):  # which knows whether the keys are those that it was used with
            pass
    except StoreError:
        if not settings.key_file.exists():
            return Line("key file", True, f"{settings.key_file} is not there: the first start makes it")
    keys = read_keys(settings.key_file)
    open_heads(settings)
    return Line("key file", True, f"{settings.key_file}, {len(keys)} key(s), readable by its owner only")


async def _database(settings: Settings) -> Line:
    """Changes nothing: an older service may be running on it."""
    async with await open_store(settings) as store:
        await store.write(lambda records: None)
        current, durable = await store.is_current(), await store.survives_power_cuts()
        free, needed = store.free_octets(), limits_of(settings).free
    if not durable:
        return Line("database", False, "PostgreSQL runs with fsync = off: kept mail is lost when the power goes")
    if free is not None and free < needed:
        room = f"{free // MEGABYTE} MB are free on its disk, and mail is taken only above {needed // MEGABYTE} MB"
        return Line("database", False, f"{room}; see FRISTVAKT_MAIL_MEGABYTES")
    kind = settings.database_url.partition(":")[0]
    tables = "tables up to date" if current else "the next start brings its tables up to date"
    return Line("database", True, f"{kind}, {tables}")


async def _mail_domain(settings: Settings) -> Line:
    if settings.mail_domain in LOOPBACK:
        says = f"letters would come from @{settings.mail_domain}, where nobody can answer: set FRISTVAKT_MAIL_DOMAIN"
        return Line("mail domain", False, says)
    return Line("mail domain", True, f"{', '.join(Box)} @{settings.mail_domain}")


async def _incoming(settings: Settings) -> Line:
    encrypted = open_certificate(settings) is not None
    tls = f"TLS {settings.smtp_tls}" if encrypted else "without TLS"
    ways = "SMTP and LMTP" if settings.lmtp_listen else "SMTP"
    proxy = ", through a proxy" if settings.mail_proxy else ""
    peers = f"{len(settings.mail_peers)} network{'s'[: len(settings.mail_peers) > 1]}"
    everywhere = [str(network) for network in settings.mail_peers if network.prefixlen == 0]
    if everywhere:
        says = (
            f"FRISTVAKT_MAIL_PEERS={everywhere[0]} lets anybody hand in mail under any name: give your own mail servers"
        )
        return Line("incoming mail", False, says)
    alarm = f"alarm when one waits {settings.mail_alarm_minutes} minutes"
    says = f"{ways} {tls}, from {peers}{proxy}, up to {settings.mail_megabytes} MB a mail, {alarm}"
    return Line("incoming mail", True, says)


async def _relay(settings: Settings) -> Line:
    host, port = settings.relay
    client = aiosmtplib.SMTP(
        hostname=host,
        port=port,
        timeout=RELAY_SECONDS,
        use_tls=settings.relay_tls is RelayTls.IMPLICIT,
        start_tls=settings.relay_tls is RelayTls.STARTTLS,
    )
    try:
        async with client:
            if settings.relay_user:
                await client.login(settings.relay_user, settings.relay_password.get_secret_value())
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as fault:
        return Line(
            "relay", False, f"{host}:{port} does not take our mail ({type(fault).__name__}); see FRISTVAKT_RELAY"
        )
    return Line("relay", True, f"{host}:{port} answers")


async def _dkim(settings: Settings) -> Line:
    signers = open_signers(settings)
    if not signers:
        return Line("DKIM", True, "letters are not signed here: the relay may do it")
    records = "; ".join(f"{signer.place} must say: {signer.published}" for signer in signers)
    return Line("DKIM", True, f"letters are signed for {signers[0].domain}. In DNS, {records}")


async def _scanner(settings: Settings) -> Line:
    if settings.clamd is None:
        return Line(
            "virus scanner", True, "none is set up: files are handed out with the word that nobody scanned them"
        )
    if not await Clamd(settings.clamd, SCANNER_SECONDS).answers():
        return Line("virus scanner", False, "clamd does not answer: files wait for it; see FRISTVAKT_CLAMD")
    return Line("virus scanner", True, f"clamd answers; its StreamMaxLength must be {LARGEST // MEGABYTE}M or more")


async def _slack(settings: Settings) -> Line:
    if not settings.has_slack:
        return Line("Slack", True, "no tokens: the service runs with mail only")
    client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
    identity = await check_tokens(client, settings.slack_app_token.get_secret_value())
    missing = sorted(SCOPES - identity.scopes)
    if missing:
        return Line("Slack", False, f"the bot token lacks {', '.join(missing)}: install the app anew from its manifest")
    return Line("Slack", True, f"tokens taken, {len(SCOPES)} scopes held")


async def _texts(settings: Settings) -> Line:
    office = await _office(settings)
    if office.rulebook.unsaid:
        unsaid = ", ".join(office.rulebook.unsaid)
        how = "add them and let two persons put it into effect anew: fristvakt rulebook load FILE --as ADDRESS"
        return Line("rulebook and letters", False, f"{office.rulebook.id} does not say {unsaid}: {how}")
    return Line(
        "rulebook and letters", True, f"{office.rulebook.id}, {len(office.letters.fields)} letters in nb, nn, en"
    )


async def _approval(settings: Settings) -> Line:
    """Nothing goes out by itself until a named person has approved it as it is now (decision 29)."""
    office = await _office(settings)
    waiting = office.unapproved
    if not waiting:
        return Line("approval", True, f"all {len(office.texts)} texts approved in {settings.letters_approved}")
    held = [text for text in waiting if text == REASONS or text.partition("/")[2] in INTERIM]
    which = f"{len(waiting)} of {len(office.texts)} texts{', the interim reply among them' if held else ''}"
    how = "read them with `fristvakt letters list`, then write: fristvakt letters approve NAME"
    return Line("approval", False, f"nobody has approved {which}; their letters wait: {how}")


async def _office(settings: Settings) -> Office:
    """The office with what two persons have put into effect; where the database cannot tell, what the settings name."""
    with contextlib.suppress(StoreError):
        async with await open_store(settings) as store:
            if await store.is_current():
                return await office_in_effect(settings, store)
    return open_office(settings)
