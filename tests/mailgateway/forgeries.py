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
    # the address
    "a quoted local part": (_EVIL, ('From: <"{local}"@{domain}>',)),
    "a quoted at sign": (_EVIL, ('From: <"{victim}"@evil.no>',)),
    "an escaped at sign": (_EVIL, ("From: <{local}\\@{domain}@evil.no>",)),
    "a percent sign": (_EVIL, ("From: <{local}%{domain}@evil.no>",)),
    "a path of servers": (_EVIL, ("From: <{domain}!{local}@evil.no>",)),
    "an encoded address": (_EVIL, ("From: <=?utf-8?q?{coded}?=>", "Sender: evil@evil.no")),
    "an encoded address and another": (_EVIL, ("From: =?utf-8?b?PA==?={victim}> <evil@evil.no>",)),
    "full-width letters": (_EVIL, ("From: <{wide}>",)),
    "a full-width at sign": (_EVIL, ("From: <{local}\uff20{domain}> <evil@evil.no>",)),
    "a Kelvin sign": (_NO_POLICY, ("From: <{kelvin}>",)),
    "a letter without width": (_NO_POLICY, ("From: <{local}\u200b@{domain}>",)),
    "writing from right to left": (_EVIL, ('From: "\u202e{victim}\u202c" <evil@evil.no>',)),
    "a blank inside": (_NO_POLICY, ("From: <{local} @{domain}>",)),
    "a comment inside": (_NO_POLICY, ("From: <{local}(evil)@{domain}>",)),
    "a tag behind the name": (_NO_POLICY, ("From: <{local}+1@{domain}>",)),
    "a list of one and nobody": (_NO_POLICY, ("From: {victim},",)),
    "nobody": (_EVIL, ("From: <>", "Reply-To: {victim}")),
    # the fields
    "a line that begins a mailbox file": (_EVIL, ("From {victim} Mon Nov 23 09:00:00 2026", "From: evil@evil.no")),
    "a lone carriage return": (_EVIL, ("X-A: b\rFrom: {victim}", "From: evil@evil.no")),
    "a lone line feed": (_EVIL, ("X-A: b\nFrom: {victim}", "From: evil@evil.no")),
    "a field behind an illegal line": (_EVIL, ("From: evil@evil.no", "no field at all", _FROM)),
    "a mark of order before it": (_EVIL, ("\ufeffFrom: {victim}", "From: evil@evil.no")),
    "a name in capitals and one without": (_EVIL, ("FROM: {victim}", "from: evil@evil.no")),
    "sent again by another": (_EVIL, ("From: evil@evil.no", "Resent-From: {victim}", "Resent-Sender: {victim}")),
    "fields of other programs": (_EVIL, ("From: evil@evil.no", "X-Original-From: {victim}", "X-Sender: {victim}")),
    "another's answer address": (_NO_POLICY, (_FROM, "Reply-To: evil@evil.no", "Return-Path: <evil@evil.no>")),
    # the result
    "a result with a version": (_NO_POLICY, (_FORGED.replace("no;", "no 1;", 1), _FROM)),
    "a result after a comment": (_NO_POLICY, (_FORGED.replace(": ", ": (ours) ", 1), _FROM)),
    "a result of a quoted server": (_NO_POLICY, (_FORGED.replace(HOST, f'"{HOST}"'), _FROM)),
    "a result of a server with a dot behind": (_NO_POLICY, (_FORGED.replace(HOST, f"{HOST}."), _FROM)),
    "a result with a blank before its colon": (_NO_POLICY, (_FORGED.replace(":", " :", 1), _FROM)),
    "a result behind a lone carriage return": (_NO_POLICY, (f"X-A: b\r{_FORGED}", _FROM)),
    "a result in a part of the mail": (
        _NO_POLICY,
        (_FROM, "Content-Type: multipart/mixed; boundary=b", "", "--b", _FORGED),
    ),
    "a result in an attached mail": (
        _NO_POLICY,
        (_FROM, "Content-Type: message/rfc822", "", _FORGED, _RECEIVED, _FROM),
    ),
    "a result by another method": (_NO_POLICY, ("Received-SPF: pass", f"X-{_FORGED}", f"DKIM-Filter: {_PASS}", _FROM)),
    "a comment that the sender has closed": (f'spf=pass (domain of "); {_PASS}; x=(" is right); dmarc=none', (_FROM,)),
    "a login of somebody else": ("auth=pass smtp.auth=evil@evil.no; dmarc=none header.from={domain}", (_FROM,)),
    "a guess of the best": ("dmarc=bestguesspass header.from={domain}", (_FROM,)),
    "a verdict on everything together": ("dmarc=none header.from={domain}; compauth=pass reason=100", (_FROM,)),
    "a result for a name that ends alike": ("dmarc=pass header.from=evil{domain}", (_FROM,)),
    "a chain that was broken": (
        "dmarc=fail header.from={domain}; arc=pass",
        (f"ARC-Seal: i=1; cv=none; d={HOST}", _FROM),
    ),
}


# What looks as odd and is genuine: the server vouches for the one address, and nobody may be kept out for how a mail is written.
GENUINE: dict[str, tuple[str, tuple[str, ...]]] = {
    "plainly": (_PASS, (_FROM,)),
    "a bare address": (_PASS, ("From: {victim}",)),
    "in capitals": (_PASS.replace("{domain}", "{capitals}"), ("FROM: <{loud}>",)),
    "a name with a comma": (_PASS, ('From: "Nordmann, Kari" <{victim}>',)),
    "an encoded name": (_PASS, ("From: =?utf-8?q?Kari_=C3=98deg=C3=A5rd?= <{victim}>",)),
    "a name in raw octets": (_PASS, ("From: Kari Ødegård <{victim}>",)),
    "the own address for a name": (_PASS, ('From: "{victim}" <{victim}>',)),
    "another's address for a name": (_PASS, ('From: "evil@evil.no" <{victim}>',)),
    "a comment behind": (_PASS, ("From: <{victim}> (Kari)",)),
    "a folded field": (_PASS, ("From: Kari\r\n\tNordmann\r\n <{victim}>",)),
    "blanks around": (_PASS, ("From:    < {victim} >   ",)),
    "answers elsewhere": (_PASS, (_FROM, "Reply-To: kari.privat@example.com", "Sender: sekretaer@example.no")),
    "a forged failure below": (_PASS, (f"Authentication-Results: {HOST}; dmarc=fail header.from={{domain}}", _FROM)),
    "another server's failure below": (_PASS, ("Authentication-Results: mx.other.org; dmarc=fail", _FROM)),
    "a chain of servers": (
        _PASS,
        ("Received: from a.no by b.no; Mon, 23 Nov 2026 08:59:00 +0100", "ARC-Seal: i=1", _FROM),
    ),
    "a signature alone": ("dkim=pass header.d={domain}", (_FROM,)),
    "a signature of the institution": ("dkim=pass header.d=example.no; dmarc=none header.from={domain}", (_FROM,)),
    "a broken signature beside": (f"dkim=fail header.d=evil.no; dkim=pass header.d={{domain}}; {_PASS}", (_FROM,)),
    "a policy in a comment": ("dmarc=pass (p=reject sp=none dis=none) header.from={domain}", (_FROM,)),
    "a folded result": ("spf=none;\r\n\tdmarc=pass\r\n\t(p=none)\r\n\theader.from={domain}", (_FROM,)),
    "a login of one's own": ("auth=pass smtp.auth={victim}; dmarc=none header.from={domain}", (_FROM,)),
}


def forged(trick: str, victim: str, subject: str, text: str) -> bytes:
    """A mail by that trick, made to look like the victim's."""
    return _written(*TRICKS[trick], trick, victim, subject, text)


def genuine(form: str, writer: str, subject: str, text: str) -> bytes:
    """The writer's own mail in that form."""
    return _written(*GENUINE[form], form, writer, subject, text)


def _written(found: str, fields: tuple[str, ...], trick: str, victim: str, subject: str, text: str) -> bytes:
    domain = victim.partition("@")[2]
    names = {
        "victim": victim,
        "loud": victim.upper(),
        "capitals": domain.upper(),
        "local": victim.partition("@")[0],
        "wide": victim.replace("e", "\uff45"),
        "kelvin": victim.replace("k", "\u212a").replace("g", "\u0261"),
        "domain": domain,
        "coded": victim.replace("@", "=40"),
        "alike": victim.replace("example", "examp1e"),
        "foreign": victim.replace("e", "\u0435"),
    }
    lines = (f"Authentication-Results: {HOST}; {found}", _RECEIVED, *fields)
    header = "\r\n".join(lines).format(**names)
    if "\r\n\r\n" in header:  # what follows is the body
        first, _, body = header.partition("\r\n\r\n")
        header, text = first, f"{body}\r\n\r\n{text}\r\n--b--"
    return (
        f"{header}\r\nSubject: {subject}\r\nMessage-ID: <{trick.replace(' ', '-')}@evil.no>\r\n\r\n{text}\r\n".encode()
    )
