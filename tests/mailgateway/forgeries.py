"""Forged mails, each by another trick: as they stand in front of us once the institution's server has put its own fields on top."""

HOST = "mx.example.no"
_TRICKED = "spf=pass smtp.mailfrom=evil.no; dkim=pass header.d=evil.no"
_NO_POLICY = f"{_TRICKED}; dmarc=none header.from={{domain}}"
_EVIL = f"{_TRICKED}; dmarc=pass header.from=evil.no"
_PASS = "dmarc=pass header.from={domain}"
_FORGED = f"Authentication-Results: {HOST}; {_PASS}"
_RECEIVED = f"Received: from out.evil.no ([192.0.2.66]) by {HOST} (Postfix) id 1; Mon, 23 Nov 2026 09:00:00 +0100"
_FROM = "From: <{victim}>"

# What the server really found, and what the forger wrote below it.
TRICKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "nothing but the name": (_NO_POLICY, (_FROM,)),
    "a forged result below": (_NO_POLICY, (_FORGED, _FROM)),
    "a forged result in capitals": (
        _NO_POLICY,
        (_FORGED.replace("mx.example.no; dmarc", "MX.EXAMPLE.NO; DMARC"), _FROM),
    ),
    "a forged result and a forged Received": (_NO_POLICY, (_FORGED, _RECEIVED, _FORGED, _FROM)),
    "a folded forged result": (_NO_POLICY, (_FORGED.replace("; ", ";\r\n\t"), _FROM)),
    "a result under ARC": (_NO_POLICY, (f"ARC-Authentication-Results: i=1; {HOST}; {_PASS}", _FROM)),
    "a result that SPF is to carry": (_NO_POLICY, ("Received-SPF: pass ({domain})", _FROM)),
    "a mark of Exchange": (_NO_POLICY, ("X-MS-Exchange-Organization-AuthAs: Internal", _FROM)),
    "a result of Exchange": (_NO_POLICY, (f"Authentication-Results: spf=pass; {_PASS};compauth=pass", _FROM)),
    "an address for a name": (_EVIL, ('From: "{victim}" <evil@evil.no>',)),
    "an address before the address": (_EVIL, ("From: {victim} <evil@evil.no>",)),
    "an address on a line of its own": (_EVIL, ("From: {victim}\r\n <evil@evil.no>",)),
    "an encoded address for a name": (_EVIL, ("From: =?utf-8?q?{coded}?= <evil@evil.no>",)),
    "two addresses in brackets": (_EVIL, ("From: <{victim}><evil@evil.no>",)),
    "two addresses with a comma": (_EVIL, ("From: {victim}, evil@evil.no",)),
    "two addresses in the other order": (_EVIL, ("From: evil@evil.no, {victim}",)),
    "two fields": (_EVIL, (_FROM, "From: evil@evil.no")),
    "two fields in the other order": (_EVIL, ("From: evil@evil.no", _FROM)),
    "a field with a space before its colon": (_EVIL, ("From : {victim}", "From: evil@evil.no")),
    "a group": (_EVIL, ("From: eksamen: {victim}, evil@evil.no;",)),
    "a route": (_EVIL, ("From: <@evil.no:{victim}>",)),
    "a colon": (_EVIL, ("From: {victim}:evil@evil.no",)),
    "an address in a comment": (_EVIL, ("From: {victim} (evil@evil.no)",)),
    "a comment without end": (_EVIL, ("From: {victim} (evil@evil.no",)),
    "a quote without end": (_EVIL, ('From: "{victim} <evil@evil.no>',)),
    "a zero byte": (_EVIL, ("From: {victim}\0 <evil@evil.no>",)),
    "a Sender": (_EVIL, ("From: evil@evil.no", "Sender: {victim}", "Reply-To: {victim}", "Return-Path: <{victim}>")),
    "a domain that looks alike": (_EVIL.replace("evil.no", "examp1e.no"), ("From: <{alike}>",)),
    "a letter of another alphabet": (_EVIL.replace("evil.no", "xn--xample-2of.no"), ("From: <{foreign}>",)),
    "a subdomain": (_EVIL.replace("evil.no", "evil.{domain}"), ("From: <kari@evil.{domain}>",)),
    "a domain below another": (_EVIL.replace("evil.no", "{domain}.evil.no"), ("From: <{victim}.evil.no>",)),
    "a dot at the end": (_EVIL, ("From: <{victim}.>",)),
    "a signature of the top domain": ("dkim=pass header.d=no; dmarc=none", (_FROM,)),
    "a signature that names the victim": ("dkim=pass header.d=evil.no header.i={victim}; dmarc=none", (_FROM,)),
    "a result inside a comment": (f"spf=none (x; {_PASS})", (_FROM,)),
    "a result inside a quoted string": (f'spf=none smtp.mailfrom="x; {_PASS}"; dmarc=none', (_FROM,)),
    "a result beside the true one": (f"dmarc=none header.from={{domain}}; {_PASS}", (_FROM,)),
    "a result without a domain": ("dmarc=pass", (_FROM,)),
    "a mail that failed": ("dmarc=fail header.from={domain}", (_FORGED, _FROM)),
    "an envelope of the victim's": ("spf=pass smtp.mailfrom={victim}; dmarc=none", ("Return-Path: <{victim}>", _FROM)),
}


def forged(trick: str, victim: str, subject: str, text: str) -> bytes:
    """A mail by that trick, made to look like the victim's."""
    found, fields = TRICKS[trick]
    domain = victim.partition("@")[2]
    names = {
        "victim": victim,
        "domain": domain,
        "coded": victim.replace("@", "=40"),
        "alike": victim.replace("example", "examp1e"),
        "foreign": victim.replace("e", "\u0435"),
    }
    lines = (f"Authentication-Results: {HOST}; {found}", _RECEIVED, *fields)
    header = "\r\n".join(lines).format(**names)
    return (
        f"{header}\r\nSubject: {subject}\r\nMessage-ID: <{trick.replace(' ', '-')}@evil.no>\r\n\r\n{text}\r\n".encode()
    )
