"""`python -m audit`: hashes, licences, a bill of materials and known advisories.

Reads requirements/run.txt and what is installed; writes var/audit/bedside.cdx.json. It
asks no service: advisories are a list that people keep (audit/advisories.yml). Exit
status 1 when something is wrong, with one line for each thing.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.specifiers import SpecifierSet
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
RUN_FILE = ROOT / "requirements" / "run.txt"
BOM_FILE = ROOT / "var" / "audit" / "bedside.cdx.json"
ID = re.compile(r"(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+)")

_PIN = re.compile(r"^([A-Za-z0-9_.\[\],-]+)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})(?=\s|$)")


@dataclass(frozen=True)
class Pin:
    """One pinned package with the hashes of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def read_pins(text: str) -> list[Pin]:
    """The packages of a requirements file that uv wrote."""
    blocks = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [
        Pin(match[1].partition("[")[0].lower(), match[2], tuple(_HASH.findall(block)))
        for block in blocks
        if (match := _PIN.match(block))
    ]


def check_hashes(name: str, text: str) -> Iterator[str]:
    """What is wrong with a requirements file: no pin, no hash, an index address."""
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not _PIN.match(line):
            yield f"{name}: not pinned by ==, or an option: {line.strip()[:60]}"
        elif not _HASH.search(line):
            yield f"{name}: no sha256 hash: {line.split()[0]}"
    if re.search(r"https?://", re.sub(r"#.*", "", text)):
        yield f"{name}: names an address; hashes are enough"


def licence_of(found: Distribution) -> list[str]:
    """What a package says of its licence, each statement for itself."""
    metadata = found.metadata
    said = [metadata["License-Expression"] or ""]
    said += [
        classifier.rpartition("::")[2].strip()
        for classifier in metadata.get_all("Classifier") or []
        if classifier.startswith("License ::")
    ]
    said.append((metadata["License"] or "").strip().partition("\n")[0][:80])
    return [
        words for words in said if words and words not in ("UNKNOWN", "Dual License")
    ]


def check_licence(name: str, said: list[str], rules: dict[str, Any]) -> Iterator[str]:
    """Whether one of the statements, or a reason in the rules, accepts the package."""
    if name.startswith(("nvidia-", "cuda-")) and rules["packages"].get("NVIDIA"):
        return
    if str(rules["packages"].get(name) or "").strip():
        return
    accepted = tuple(str(words).lower() for words in rules["accepted"])
    for words in said:
        if any(word in words.lower() for word in accepted):
            return
    yield f"licence of {name}: {said or 'not stated'}; add it to audit/licences.yml"


def check_advisories(pins: list[Pin], entries: list[dict[str, Any]]) -> Iterator[str]:
    """Entries without a reason or a package, or that no longer fit its version."""
    versions = {pin.name: pin.version for pin in pins}
    for entry in entries:
        name = str(entry.get("package"))
        ids = [str(i) for i in entry.get("ids") or []]
        label = f"advisory {', '.join(ids) or '(no id)'} of {name}"
        if not ids or not all(ID.fullmatch(i) for i in ids):
            yield f"{label}: ids have a form like CVE-2024-5206"
        for field in ("reason", "source", "affected"):
            if not str(entry.get(field) or "").strip():
                yield f"{label}: says no {field}"
        if name not in versions:
            yield f"{label}: is not installed any more; remove the entry"
        elif entry.get("affected") and not SpecifierSet(
            str(entry["affected"])
        ).contains(versions[name], prereleases=True):
            yield f"{label}: {versions[name]} is not affected; remove the entry"


def bill_of_materials(pins: list[Pin]) -> str:
    """CycloneDX 1.5 as JSON: https://cyclonedx.org/docs/1.5/json."""
    bom = Bom()
    bom.metadata.component = Component(name="bedside", type=ComponentType.APPLICATION)
    for pin in pins:
        try:
            found = distribution(pin.name)
            licences = [DisjunctiveLicense(name=w) for w in licence_of(found)[:1]]
            supplier = found.metadata["Author"]
        except PackageNotFoundError:
            licences, supplier = [], None
        bom.components.add(
            Component(
                name=pin.name,
                version=pin.version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", name=pin.name, version=pin.version),
                bom_ref=f"{pin.name}=={pin.version}",
                licenses=licences,
                supplier=OrganizationalEntity(name=supplier) if supplier else None,
                hashes=[
                    HashType(alg=HashAlgorithm.SHA_256, content=h) for h in pin.hashes
                ],
            )
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    written: str = make_outputter(
        bom, OutputFormat.JSON, SchemaVersion.V1_5
    ).output_as_string(indent=1)
    return written


def main() -> int:
    """Run all four; the exit status."""
    yaml = YAML(typ="safe", pure=True)
    wrong: list[str] = []
    for file in sorted((ROOT / "requirements").glob("*.txt")):
        wrong += check_hashes(file.name, file.read_text("utf-8"))
    pins = read_pins(RUN_FILE.read_text("utf-8"))
    rules = yaml.load((ROOT / "audit" / "licences.yml").read_text("utf-8"))
    for pin in pins:
        try:
            found = distribution(pin.name)
        except PackageNotFoundError:
            wrong.append(f"{pin.name} is pinned and not installed")
            continue
        if found.version != pin.version:
            wrong.append(f"{pin.name} is {found.version}, pinned is {pin.version}")
        wrong += check_licence(pin.name, licence_of(found), rules)
    known = yaml.load((ROOT / "audit" / "advisories.yml").read_text("utf-8"))
    wrong += check_advisories(pins, known["advisories"])
    BOM_FILE.parent.mkdir(parents=True, exist_ok=True)
    BOM_FILE.write_text(bill_of_materials(pins), encoding="utf-8")
    components = json.loads(BOM_FILE.read_text("utf-8"))["components"]
    n_ids = sum(len(entry["ids"]) for entry in known["advisories"])
    sys.stdout.write(
        f"{len(pins)} packages, {sum(len(p.hashes) for p in pins)} hashes, "
        f"{len(components)} components in {BOM_FILE.relative_to(ROOT)}\n"
        f"{n_ids} known advisories, each with a reason (list of {known['checked_on']}; "
        f"no service was asked)\n"
    )
    for line in wrong:
        sys.stdout.write(f"WRONG {line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
