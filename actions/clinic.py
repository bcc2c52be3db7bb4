"""The clinic's own facts: `clinic.yml` in, one frozen `Clinic` out, checked at start.

The only module that reads the file, and the country's pack that it chooses. It knows
nothing of Rasa, pages or models, so the emergency reply works when all of these are
down.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
TEXT_NAMES = (
    "emergency",
    "crisis",
    "urgent_open",
    "urgent_closed",
    "notice",
    "over",
    "empty",
    "too_long",
    "fallback",
)
# Texts that may be left out of the file: then these are said. {hours} and {kind} are
# filled in when the text is said; clinics may change the words like all others.
OPTIONAL_TEXTS = {
    "not_text": (
        "Thank you for the {kind}. I am an automated assistant and can only read text, "
        "so I cannot see or hear it. Please tell me in words, or show it to the team "
        "at {name}, {phone} ({hours}). If it is an emergency, call {emergency_number}."
    ),
    "handover_offer": "If you like, I can ask the team to contact you.",
    "handover_contact": (
        "How can the team reach you? Please write your name and a telephone number or "
        "an e-mail address. I will ask you once more before anything is sent. In an "
        "emergency do not wait for the team: call {emergency_number}."
    ),
    "handover_confirm": (
        "This is what I would send to the team at {name}: {summary} How to reach you: "
        "your last message, word for word. Shall I send it?"
    ),
    "handover_sent": (
        "Passed on: the team has received your note, reference {reference}. If you do "
        "not hear from them, call {phone} ({hours})."
    ),
    "handover_waiting": (
        "I could not pass your note on yet: nobody has confirmed it. I will keep "
        "trying, but please do not rely on it. Call {name} on {phone} ({hours}), or "
        "write to {email}."
    ),
    "handover_declined": (
        "All right, nothing is sent. You can reach the team on {phone} ({hours})."
    ),
}
FILLED_LATER = ("hours", "kind", "summary", "reference")
MAX_EMERGENCY_WORDS = 60
MAX_MESSAGE_CHARS = 1000
MAX_SUGGESTIONS = 4
MAX_SUGGESTION_CHARS = 80

COUNTRIES_DIR = Path(__file__).resolve().parents[1] / "bot" / "countries"

_KEYS = {
    "country",
    "name",
    "phone",
    "email",
    "booking_url",
    "address",
    "timezone",
    "opening_hours",
    "out_of_hours_line",
    "emergency_number",
    "crisis_line",
    "suggestions",
    "texts",
}
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_PHONE = re.compile(r"\+?[\d ()-]{3,20}")
_LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|uk|example)\b", re.I)
_FIELD = re.compile(r"{(\w*)}")


class ClinicError(Exception):
    """A value in the clinic's file cannot be used."""

    def __init__(self, file: Path, key: str, value: object, next_step: str) -> None:
        super().__init__(f"{file.name}: '{key}' is {value!r}. {next_step}")
        self.file = file
        self.key = key


@dataclass(frozen=True)
class HelpLine:
    """A telephone line of somebody else, such as Samaritans on 116 123."""

    name: str
    number: str


@dataclass(frozen=True)
class Clinic:
    """One clinic.

    Attributes:
        opening_hours: Weekday name to (opens, closes) in local time, or None when
            closed.
        texts: Finished sentences by name (`TEXT_NAMES`), numbers filled in.
        suggestions: Questions to offer before the first message.
    """

    name: str
    phone: str
    email: str
    booking_url: str | None
    address: str | None
    timezone: ZoneInfo
    opening_hours: Mapping[str, tuple[time, time] | None]
    out_of_hours_line: HelpLine
    emergency_number: str
    crisis_line: HelpLine
    texts: Mapping[str, str] = field(repr=False)
    suggestions: tuple[str, ...] = ()

    def is_open(self, now: datetime) -> bool:
        """Whether somebody answers the clinic's telephone at `now`.

        Args:
            now: With a time zone; converted to the clinic's own.
        """
        local = now.astimezone(self.timezone)
        hours = self.opening_hours[WEEKDAYS[local.weekday()]]
        return hours is not None and hours[0] <= local.time() < hours[1]

    def urgent_text(self, now: datetime) -> str:
        """What to say to an urgent red flag, with the line that answers at `now`."""
        return self.texts["urgent_open" if self.is_open(now) else "urgent_closed"]


def load_clinic(file: Path) -> Clinic:
    """Read and check the clinic's file.

    Raises:
        ClinicError: Something is missing, empty, unknown or malformed.
    """
    reader = _Reader(file)
    emergency_number = reader.phone("emergency_number")
    crisis_line = reader.line("crisis_line")
    out_of_hours_line = reader.line("out_of_hours_line")
    fields = {
        "name": reader.text("name"),
        "phone": reader.phone("phone"),
        "email": reader.text("email"),
        "booking_url": reader.url("booking_url") or "",
        "emergency_number": emergency_number,
        "crisis_line": crisis_line.name,
        "crisis_number": crisis_line.number,
        "out_of_hours_line": out_of_hours_line.name,
        "out_of_hours_number": out_of_hours_line.number,
        "max_chars": f"{MAX_MESSAGE_CHARS:,}",
    }
    texts = {name: reader.template(f"texts.{name}", fields) for name in TEXT_NAMES}
    later = {name: f"{{{name}}}" for name in FILLED_LATER}
    for name, default in OPTIONAL_TEXTS.items():
        texts[name] = reader.optional_template(f"texts.{name}", default, fields | later)
    reader.check_safety_text("emergency", texts, [emergency_number])
    reader.check_safety_text("crisis", texts, [emergency_number, crisis_line.number])
    return Clinic(
        name=fields["name"],
        phone=fields["phone"],
        email=fields["email"],
        booking_url=fields["booking_url"] or None,
        address=reader.optional_text("address"),
        timezone=reader.timezone("timezone"),
        opening_hours=MappingProxyType(
            {day: reader.hours(f"opening_hours.{day}") for day in WEEKDAYS}
        ),
        out_of_hours_line=out_of_hours_line,
        emergency_number=emergency_number,
        crisis_line=crisis_line,
        texts=MappingProxyType(texts),
        suggestions=reader.suggestions("suggestions"),
    )


def _over(pack: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The pack with the clinic's own values over it, text by text."""
    joined = {**pack, **own}
    if isinstance(pack.get("texts"), dict) and isinstance(own.get("texts"), dict):
        joined["texts"] = {**pack["texts"], **own["texts"]}
    return joined


class _Reader:
    """Values of one YAML file by dotted key; every complaint names file and key."""

    def __init__(self, file: Path) -> None:
        self.file = file
        root = self._read(file)
        self._root: dict[str, Any] = root
        if root.get("country") is not None:
            root = self._root = _over(self._read(self._country_file()), root)
        self._refuse_unknown("", root, _KEYS)
        self._refuse_unknown(
            "texts.", self._section("texts"), {*TEXT_NAMES, *OPTIONAL_TEXTS}
        )
        self._refuse_unknown(
            "opening_hours.", self._section("opening_hours"), set(WEEKDAYS)
        )

    def _country_file(self) -> Path:
        country = self.text("country").lower()
        known = sorted(file.stem for file in COUNTRIES_DIR.glob("*.yml"))
        if country not in known:
            wanted = f"Known: {', '.join(known)}; or leave it out and give all numbers."
            self._fail("country", country, wanted)
        return COUNTRIES_DIR / f"{country}.yml"

    def _read(self, file: Path) -> dict[str, Any]:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as error:
            raise ClinicError(
                file,
                "(the file)",
                str(file),
                "Create it; bot/clinic.yml is an example.",
            ) from error
        except UnicodeDecodeError as error:
            raise ClinicError(
                file, "(the file)", "not UTF-8", "Save it with the encoding UTF-8."
            ) from error
        try:
            root = YAML(typ="safe", pure=True).load(text)
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f"line {mark.line + 1}" if mark else "no YAML"
            raise ClinicError(
                file, "(the file)", line, "Correct the YAML at that place."
            ) from error
        if not isinstance(root, dict):
            raise ClinicError(
                file,
                "(the file)",
                root,
                "Write `key: value` lines; see bot/clinic.yml.",
            )
        return root

    def text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str) or not value.strip():
            self._fail(key, value, "Write a text; an empty value is not allowed.")
        return str(value).strip()

    def optional_text(self, key: str) -> str | None:
        return None if self._value(key) is None else self.text(key)

    def url(self, key: str) -> str | None:
        url = self.optional_text(key)
        if url is not None and not re.fullmatch(r"https://\S+", url):
            self._fail(key, url, "Write an address that starts with https://, or null.")
        return url

    def phone(self, key: str) -> str:
        value = self._value(key)
        if value is None or value == "":
            self._fail(key, value, "Write the number; patients in danger depend on it.")
        # 999 without quotes is a number to YAML, and 0800 would lose its zero.
        if not isinstance(value, str) or not _PHONE.fullmatch(value.strip()):
            self._fail(key, value, 'Write digits in quotes, such as "116 123".')
        return str(value).strip()

    def line(self, key: str) -> HelpLine:
        section = self._section(key)
        self._refuse_unknown(f"{key}.", section, {"name", "number"})
        return HelpLine(self.text(f"{key}.name"), self.phone(f"{key}.number"))

    def timezone(self, key: str) -> ZoneInfo:
        name = self.text(key)
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._fail(key, name, "Use a tz database name, such as Europe/London.")

    def hours(self, key: str) -> tuple[time, time] | None:
        value = self._value(key)
        if value is None:
            return None
        match = _HOURS.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self._fail(key, value, 'Write "09:00-18:00", or null for closed.')
        opens_h, opens_m, closes_h, closes_m = map(int, match.groups())
        opens, closes = time(opens_h, opens_m), time(closes_h, closes_m)
        if opens >= closes:
            self._fail(key, value, "Put the opening time before the closing time.")
        return opens, closes

    def suggestions(self, key: str) -> tuple[str, ...]:
        value = self._root.get(key) or []
        are_texts = isinstance(value, list) and all(
            isinstance(text, str) and 0 < len(text.strip()) <= MAX_SUGGESTION_CHARS
            for text in value
        )
        if not are_texts or len(value) > MAX_SUGGESTIONS:
            self._fail(
                key,
                value,
                f"List at most {MAX_SUGGESTIONS} questions of at most "
                f"{MAX_SUGGESTION_CHARS} characters, or [].",
            )
        return tuple(text.strip() for text in value)

    def optional_template(
        self, key: str, default: str, fields: Mapping[str, str]
    ) -> str:
        section, _, name = key.partition(".")
        is_given = name in self._section(section)
        return self._filled(key, self.text(key) if is_given else default, fields)

    def template(self, key: str, fields: Mapping[str, str]) -> str:
        return self._filled(key, self.text(key), fields)

    def _filled(self, key: str, text: str, fields: Mapping[str, str]) -> str:
        for name in _FIELD.findall(text):
            if name not in fields:
                known = ", ".join(sorted(fields))
                self._fail(key, f"{{{name}}}", f"Known names in braces: {known}.")
        filled = _FIELD.sub(lambda match: fields[match[1]], text)
        rest = filled
        for name in FILLED_LATER:
            rest = rest.replace(f"{{{name}}}", "") if name in fields else rest
        if "{" in rest or "}" in rest:
            self._fail(key, text, "Close each brace, or leave braces out.")
        return " ".join(filled.split())

    def check_safety_text(
        self, name: str, texts: Mapping[str, str], numbers: list[str]
    ) -> None:
        """Hold the rules of an emergency reply: short, with the numbers, no link."""
        key, text = f"texts.{name}", texts[name]
        n_words = len(text.split())
        if n_words > MAX_EMERGENCY_WORDS:
            self._fail(
                key, f"{n_words} words", f"Use at most {MAX_EMERGENCY_WORDS} words."
            )
        for number in numbers:
            if number not in text:
                self._fail(key, text, f"Say the number {number} in it.")
        first_sentence = re.split(r"(?<=[.!?])\s", text)[0]
        if numbers[0] not in first_sentence:
            self._fail(
                key, first_sentence, f"Start with the action: call {numbers[0]}."
            )
        if _LINK.search(text):
            self._fail(key, text, "Take the link out; only numbers to call.")

    def _value(self, key: str) -> Any:
        value: Any = self._root
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                self._fail(key, None, "The key is missing; see bot/clinic.yml.")
            value = value[part]
        return value

    def _section(self, key: str) -> dict[str, Any]:
        value = self._value(key)
        if not isinstance(value, dict):
            self._fail(key, value, "Write `key: value` lines below it.")
        return dict(value)

    def _refuse_unknown(
        self, prefix: str, section: Mapping[str, Any], known: set[str]
    ) -> None:
        for name in section:
            if name not in known:
                wanted = ", ".join(sorted(known))
                self._fail(f"{prefix}{name}", section[name], f"Known keys: {wanted}.")

    def _fail(self, key: str, value: object, next_step: str) -> NoReturn:
        raise ClinicError(self.file, key, value, next_step)
