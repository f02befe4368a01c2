"""Days written with their weekday, "Tue 2017-12-05", so that a reader can check a table with a wall calendar."""

from datetime import date


def day(text: str) -> date:
    """The day, after checking that its weekday is the one written."""
    weekday, iso = text.split()
    found = date.fromisoformat(iso)
    if found.strftime("%a") != weekday:
        raise ValueError(f"{iso} is a {found:%a}")
    return found


def facts_of(**texts: str) -> dict[str, str]:
    """Facts for the dates: days with weekdays become ISO days, single words stay."""
    return {key: day(text).isoformat() if " " in text else text for key, text in texts.items()}
