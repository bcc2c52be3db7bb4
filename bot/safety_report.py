"""The safety figures, measured anew: one HTML file, and results in the hazard log.

`python -m bot.safety_report` (`make safety-report`) screens all judged messages, the
classifier by machines that had not seen them; writes them otherwise and screens them
again; times the emergency reply with everything behind the door gone; asks the whole
assistant the personal messages; and runs the hazard log's tests. No network; misses are
shown by id only. It decides nothing and is no part of serving.
"""

import argparse
import asyncio
import logging
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from ruamel.yaml import YAML

from actions.clinic import Clinic, load_clinic
from bot import process, red_flags
from bot.encoder_training import dialogue_messages
from bot.evaluation.figures import wilson
from bot.html_report import template_environment
from bot.red_flags.classifier import further_readings, terms_of
from bot.red_flags.classifier_training import (
    Doubles,
    Material,
    choose_margin,
    gather,
    machines,
    out_of_fold,
)
from bot.red_flags.messages import JudgedMessage, read_messages
from bot.settings import PROJECT_DIR, Settings
from bot.turn import Door, Message, Said
from knowledge.encoder import Encoder, load_encoder

HAZARDS_FILE = PROJECT_DIR / "docs" / "hazards.yml"
REPORT_FILE = PROJECT_DIR / "var" / "safety" / "safety.html"
N_TIMED = 400
GOAL_SET = "redflags_dev"
"""The folder that the goals of docs/safety.md are stated for."""
KIND_NAMES = {
    "ordinary": "Ordinary questions",
    "hard": "Hard negatives",
    "personal": "Personal questions (a referral, no alarm)",
    "general": "General questions",
}
MINIMISERS = (
    "but my husband says it's nothing",
    "probably nothing",
    "I'm sure it's fine, just asking",
    "sorry to bother you, no rush",
    "lol",
)
SMALL_TALK = (
    "Hello there, hope you had a lovely weekend. I was at the clinic in spring with my "
    "sister and everyone was so kind, the coffee was great too. We had lovely weather "
    "on the way home and stopped for cake. My neighbour says hello as well, she is "
    "moving house. "
)
MORE_SMALL_TALK = (
    " Anyway, I also wanted to ask about parking on Thursday, and whether I can bring "
    "my sister again, and if the loyalty card still works. Thanks so much and see you."
)


@dataclass(frozen=True)
class Share:
    """A count of some; in per cent with its 95 % interval (Wilson)."""

    name: str
    count: int
    n: int

    @property
    def percent(self) -> str:
        """One decimal; a dash for none."""
        return f"{100 * self.count / self.n:.1f}" if self.n else "-"

    @property
    def interval(self) -> str:
        """The 95 % interval in per cent."""
        if not self.n:
            return "-"
        low, high = wilson(self.count, self.n)
        return f"{100 * low:.1f} to {100 * high:.1f}"


@dataclass(frozen=True)
class Row:
    """One line of a table: lexicon, classifier and either, of the same messages."""

    name: str
    lexicon: Share
    classifier: Share
    either: Share
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screened:
    """The judged messages and what each part made of them, out of fold."""

    material: Material
    lexicon: np.ndarray[Any, np.dtype[np.bool_]]
    margins: Doubles
    least: float

    @property
    def messages(self) -> tuple[JudgedMessage, ...]:
        """In the order of the arrays."""
        return self.material.messages

    @property
    def classifier(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which messages the classifier raises an alarm on."""
        return np.asarray(self.margins >= self.least)

    def row(self, name: str, chosen: Callable[[JudgedMessage], bool]) -> Row:
        """One table line; `missed` holds ids of emergencies that neither found."""
        places = [n for n, m in enumerate(self.messages) if chosen(m)]
        lexicon, classifier = self.lexicon[places], self.classifier[places]
        either = lexicon | classifier
        missed = tuple(
            self.messages[place].id
            for place, found in zip(places, either, strict=True)
            if found != self.messages[place].is_emergency
        )

        def share(found: np.ndarray[Any, np.dtype[np.bool_]]) -> Share:
            return Share(name, int(found.sum()), len(places))

        return Row(name, share(lexicon), share(classifier), share(either), missed)


def screen_all(encoder: Encoder, dialogue: Sequence[JudgedMessage] = ()) -> Screened:
    """Screen every judged message, the classifier without having seen it.

    Args:
        encoder: The one that serves.
        dialogue: What the classifier is trained on beside the judged messages.
    """
    material = gather([*read_messages(), *dialogue], encoder)
    margins = out_of_fold(material)
    least = choose_margin(margins, [message.kind for message in material.messages])
    lexicon = np.array([by_lexicon(message.text) for message in material.messages])
    return Screened(material, lexicon, margins, least)


def by_lexicon(text: str) -> bool:
    """Whether the lexicon raises an emergency or a crisis."""
    alarm = red_flags.screen(text)
    return alarm is not None and alarm.tier != "urgent"


def by_sets(screened: Screened) -> list[tuple[str, list[Row]]]:
    """Recall and false alarms of each set."""
    tables = []
    for name in sorted({m.set_name for m in screened.messages}, reverse=True):
        rows = [
            screened.row(
                "Emergencies and crises found",
                lambda m, s=name: m.set_name == s and m.is_emergency,  # type: ignore[misc]
            )
        ]
        rows += [
            screened.row(
                f"{label}: false alarms",
                lambda m, s=name, k=kind: (  # type: ignore[misc]
                    m.set_name == s and m.kind.partition("_")[0] == k
                ),
            )
            for kind, label in KIND_NAMES.items()
        ]
        tables.append((name, [row for row in rows if row.either.n]))
    return tables


def by_category(screened: Screened) -> list[Row]:
    """Recall of each category over all sets."""
    names = sorted({m.category for m in screened.messages if m.category})
    return [
        screened.row(name, lambda m, c=name: m.category == c)  # type: ignore[misc]
        for name in names
    ]


# British words and what an American writes; either may stand in a message.
ACROSS_THE_ATLANTIC = {
    "999": "911",
    "a&e": "er",
    "anaesthetic": "anesthetic",
    "arse": "ass",
    "behaviour": "behavior",
    "casualty": "er",
    "chemist": "drugstore",
    "colour": "color",
    "diarrhoea": "diarrhea",
    "gp": "pcp",
    "gran": "grandma",
    "grey": "gray",
    "haemorrhage": "hemorrhage",
    "jab": "shot",
    "jabs": "shots",
    "mum": "mom",
    "nan": "grandma",
    "oedema": "edema",
    "paracetamol": "tylenol",
    "plaster": "band-aid",
    "surgery": "doctor's office",
    "tap": "faucet",
    "tummy": "belly",
}


def changes() -> dict[str, Callable[[str], str]]:
    """The same message written otherwise, by the change's name."""
    chance = random.Random(7)
    return {
        "neighbouring letters swapped, one word in ten": lambda text: _each_word(
            text, chance, _swap
        ),
        "letters dropped, one word in ten": lambda text: _each_word(
            text, chance, _drop
        ),
        "CAPITALS": str.upper,
        "no punctuation": lambda text: re.sub(r"[^\w\s]", "", text),
        "emoji": lambda text: f"{text} 😭🙏",
        "British and American words exchanged": _across_the_atlantic,
        "letters spaced, two blanks between words": lambda text: "  ".join(
            " ".join(word) for word in text.split()
        ),
        "letters spaced, one blank throughout": lambda text: " ".join(
            text.replace(" ", "")
        ),
        "among 80 words of small talk": lambda text: (
            f"{SMALL_TALK}{text}{MORE_SMALL_TALK}"
        ),
        **{
            f"“... {tail}”": lambda text, t=tail: f"{text} {t}"  # type: ignore[misc]
            for tail in MINIMISERS
        },
    }


def _across_the_atlantic(text: str) -> str:
    """The text with each word of `ACROSS_THE_ATLANTIC` as the other side writes it."""
    other = {us: uk for uk, us in ACROSS_THE_ATLANTIC.items()} | ACROSS_THE_ATLANTIC
    words = "|".join(map(re.escape, sorted(other, key=len, reverse=True)))
    return re.sub(
        rf"(?<!\w)(?:{words})(?!\w)",
        lambda match: other[match.group().casefold()],
        text,
        flags=re.IGNORECASE,
    )


def written_otherwise(
    screened: Screened, encoder: Encoder, of_set: str | None = None
) -> list[Share]:
    """Of the emergencies caught as written, how many are still caught.

    Args:
        screened: All messages, screened as written.
        encoder: The one that serves.
        of_set: Only the messages of this folder; None for all.
    """
    counts = [of_set in (None, m.set_name) for m in screened.messages]
    caught = (screened.lexicon | screened.classifier) & np.array(counts)
    of_fold = list(machines(screened.material))
    shares = []
    for name, change in changes().items():
        n_caught, left = 0, {}
        for place, message in enumerate(screened.messages):
            if not message.is_emergency or not caught[place]:
                continue
            n_caught += 1
            text = change(message.text)
            if not by_lexicon(text):
                left[place] = [text, *further_readings(text)]
        vectors = iter(encoder.encode([t for texts in left.values() for t in texts]))
        read = {p: [(t, next(vectors)) for t in texts] for p, texts in left.items()}
        n_missed = 0
        for held_out, machine in of_fold:
            for place in held_out:
                margins = [
                    machine.margin(terms_of(text), vector)
                    for text, vector in read.get(int(place), [])
                ]
                n_missed += bool(margins) and max(margins) < screened.least
        shares.append(Share(name, n_caught - n_missed, n_caught))
    return shares


def curve(screened: Screened) -> list[tuple[float, float]]:
    """(false alarms on hard negatives, recall) of either, for every threshold."""
    emergency = screened.material.is_emergency
    hard = np.array([m.kind.startswith("hard") for m in screened.messages])
    points = []
    for least in np.quantile(screened.margins, np.linspace(0.3, 1.0, 141)):
        either = screened.lexicon | (screened.margins >= least)
        points.append((float(either[hard].mean()), float(either[emergency].mean())))
    return points


@dataclass(frozen=True)
class Timing:
    """How long the emergency reply took, in milliseconds; lower is better."""

    name: str
    n: int
    p50_ms: float
    p99_ms: float
    n_given: int


async def time_emergencies(clinic: Clinic, texts: Sequence[str]) -> list[Timing]:
    """The emergency reply with Rasa not started, and with nothing that works."""
    doors: dict[str, Callable[[], Door]] = {
        "Rasa not started": lambda: Door(clinic, None, library=_no_index),
        "index missing, database locked": lambda: Door(
            clinic, _Locked(), library=_no_index
        ),
    }
    timings = []
    for name, open_door in doors.items():
        spent, n_given = [], 0
        door = open_door()
        for number, text in enumerate(texts):
            message = _Written(text, f"visitor-{number}")
            started = time.perf_counter()
            turn = await door.handle(message)
            spent.append((time.perf_counter() - started) * 1000)
            n_given += turn.reply.route == "emergency"
        await door.close()
        p50, p99 = np.percentile(spent, [50, 99])
        timings.append(Timing(name, len(texts), float(p50), float(p99), n_given))
    return timings


async def refer_all(settings: Settings) -> tuple[list[Row], Counter[str]] | None:
    """Personal and general messages through the whole assistant, without classifier.

    Returns:
        Rows with what was referred, and the door's counts; None without a model.
    """
    from bot.assistant import Assistant

    if not (settings.model_dir / "bedside.tar.gz").is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rasa").symlink_to(settings.model_dir)
        assistant = await Assistant.load(replace(settings, data_dir=Path(folder)))
        # It was trained on these messages; the rest of the assistant has not seen them.
        assistant.door.classifier = None
        referred: dict[str, list[tuple[str, str, bool]]] = {}
        for message in read_messages():
            if message.set_name != "redflags_dev" or message.kind not in (
                "personal",
                "general",
            ):
                continue
            reply = await assistant.reply(message.id, message.text)
            is_referred = reply.route in ("refer", "answer_and_refer", "emergency")
            found = (message.id, reply.route, is_referred)
            referred.setdefault(message.kind, []).append(found)
        await assistant.close()
    rows = []
    for kind, wanted in (("personal", True), ("general", False)):
        found_all = referred[kind]
        n_referred = sum(is_referred for _, _, is_referred in found_all)
        share = Share(kind, n_referred, len(found_all))
        missed = tuple(i for i, _, is_referred in found_all if is_referred != wanted)
        rows.append(Row(kind, share, share, share, missed))
    return rows, assistant.door.counts


def run_hazard_tests(file: Path = HAZARDS_FILE) -> list[dict[str, Any]]:
    """Run the hazard log's tests and write each hazard's result into the log."""
    yaml = YAML()
    yaml.width = 200  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    hazards: list[dict[str, Any]] = yaml.load(file.read_text(encoding="utf-8"))
    nodes = sorted({node for hazard in hazards for node in hazard["tests"]})
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "--no-header", *nodes],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes = outcomes_of(done.stdout)
    today = datetime.now(timezone.utc).date().isoformat()
    for hazard in hazards:
        found = {outcomes.get(node, "not run") for node in hazard["tests"]}
        result = "passed" if found == {"passed"} else ", ".join(sorted(found))
        hazard["result"] = f"{result} {today}"
    with file.open("w", encoding="utf-8") as out:
        yaml.dump(hazards, out)
    return hazards


def outcomes_of(output: str) -> dict[str, str]:
    """Test function to "passed" or "failed", from pytest's summary (`-rA`)."""
    outcomes: dict[str, str] = {}
    for word, node in re.findall(r"^(PASSED|FAILED|ERROR) (\S+::\w+)", output, re.M):
        passed = word == "PASSED" and outcomes.get(node) != "failed"
        outcomes[node] = "passed" if passed else "failed"
    return outcomes


def write_report(file: Path, facts: Mapping[str, Any]) -> None:
    """One HTML file with everything in it."""
    environment = template_environment(Path(__file__).parent)
    template = environment.get_template("safety_report.html")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(template.render(**facts), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; status 1 when a hazard has no passing test."""
    parser = argparse.ArgumentParser(description="Measure the safety figures anew.")
    parser.add_argument("--out", type=Path, default=REPORT_FILE, help="the HTML file")
    options = parser.parse_args(arguments)
    out, settings = Console(), Settings.from_environment()
    process.prepare(settings)
    clinic = load_clinic(settings.clinic_file)
    encoder = load_encoder(settings.knowledge)
    out.print("1/5 Screening the judged messages, out of fold")
    screened = screen_all(encoder, dialogue_messages(settings))
    out.print("2/5 Screening the same messages written otherwise")
    otherwise = [
        ("all folders", written_otherwise(screened, encoder)),
        (GOAL_SET, written_otherwise(screened, encoder, GOAL_SET)),
    ]
    out.print("3/5 Timing the emergency reply")
    found = [m.text for m in screened.messages if by_lexicon(m.text)][:N_TIMED]
    logging.getLogger("bot.turn").setLevel(logging.CRITICAL)
    timings = asyncio.run(time_emergencies(clinic, found))
    out.print("4/5 Asking the assistant the personal messages")
    referred = asyncio.run(refer_all(settings))
    out.print("5/5 Running the hazard log's tests")
    hazards = run_hazard_tests()
    write_report(
        options.out,
        {
            "made": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
            "encoder": encoder.name,
            "sets": by_sets(screened),
            "categories": by_category(screened),
            "curve": curve(screened),
            "otherwise": otherwise,
            "timings": timings,
            "referred": referred[0] if referred else [],
            "refused": (
                {k: n for k, n in referred[1].items() if k.startswith("fallback")}
                if referred
                else {}
            ),
            "hazards": hazards,
            "n_cpus": os.cpu_count(),
        },
    )
    out.print(f"Written to {options.out}")
    return int(any(not str(h["result"]).startswith("passed") for h in hazards))


class _Unsent:
    """An output channel that sends nothing."""

    def name(self) -> str:
        return "collector"

    async def send_response(self, recipient_id: str, message: object) -> None:
        return None


@dataclass(frozen=True)
class _Written:
    """The door's `Message` for one timed turn."""

    text: str
    sender_id: str
    message_id: str = "timed"
    output_channel: _Unsent = _Unsent()


class _Locked:
    """`turn.Conversations` whose database is locked."""

    async def answer(self, message: Message, text: str) -> list[dict[str, Any]]:
        raise OSError("database is locked")

    async def alarm(self, sender_id: str) -> None:
        raise OSError("database is locked")

    async def set_alarm(self, sender_id: str, alarm: object) -> None:
        raise OSError("database is locked")

    async def record(
        self, message: Message, text: str, reply: object, alarm: object
    ) -> None:
        raise OSError("database is locked")

    async def correct(self, sender_id: str, reply: object) -> None:
        raise OSError("database is locked")

    async def has_spoken(self, sender_id: str) -> bool:
        raise OSError("database is locked")

    async def uttered(
        self, sender_id: str, message_id: str
    ) -> list[dict[str, Any]] | None:
        raise OSError("database is locked")

    async def transcript(self, sender_id: str) -> list[Said]:
        raise OSError("database is locked")

    async def erase(self, sender_id: str) -> None:
        raise OSError("database is locked")


def _no_index() -> Any:
    raise OSError("no index")


def _each_word(
    text: str, chance: random.Random, change: Callable[[str, random.Random], str]
) -> str:
    return " ".join(
        change(word, chance) if len(word) > 3 and chance.random() < 0.1 else word
        for word in text.split(" ")
    )


def _swap(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


if __name__ == "__main__":
    sys.exit(main())
