import json

import pytest

from audit.__main__ import (
    ROOT,
    Pin,
    bill_of_materials,
    check_advisories,
    check_hashes,
    check_licence,
    main,
    read_pins,
)

HASH = "a" * 64
GOOD = f"# by uv\nsome-package==1.0 \\\n    --hash=sha256:{HASH}\n    # via x\n"
RULES = {"accepted": ["MIT"], "packages": {"odd": "a reason", "empty": " "}}
ENTRY = {
    "package": "some-package",
    "ids": ["CVE-2024-5206"],
    "affected": "<2",
    "source": "https://example.org",
    "reason": "not used",
}


def test_pins_are_read_with_their_hashes():
    assert read_pins(GOOD) == [Pin("some-package", "1.0", (HASH,))]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("some-package==1.0\n", "no sha256 hash"),
        (f"some-package==1.0 --hash=sha256:{HASH[:-1]}\n", "no sha256 hash"),
        (f"some-package>=1.0 --hash=sha256:{HASH}\n", "not pinned"),
        (f"--index-url https://x.example\n{GOOD}", "names an address"),
    ],
)
def test_a_requirements_file_that_proves_nothing_is_refused(text, problem):
    assert list(check_hashes("run.txt", GOOD)) == []
    assert any(problem in line for line in check_hashes("run.txt", text))


@pytest.mark.parametrize(
    ("name", "said", "is_accepted"),
    [
        ("a", ["MIT License"], True),
        ("a", ["GPL-3.0"], False),
        ("a", [], False),
        ("odd", ["GPL-3.0"], True),
        ("empty", ["GPL-3.0"], False),
    ],
)
def test_a_licence_is_accepted_by_its_name_or_with_a_reason(name, said, is_accepted):
    assert (list(check_licence(name, said, RULES)) == []) is is_accepted


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reason": ""}, "says no reason"),
        ({"source": None}, "says no source"),
        ({"ids": []}, "ids have a form"),
        ({"ids": ["something"]}, "ids have a form"),
        ({"affected": "<1.0"}, "1.0 is not affected"),
        ({"package": "gone"}, "is not installed any more"),
    ],
)
def test_an_advisory_needs_a_reason_and_a_version_that_it_fits(change, problem):
    pins = read_pins(GOOD)
    assert list(check_advisories(pins, [ENTRY])) == []
    found = list(check_advisories(pins, [{**ENTRY, **change}]))
    assert any(problem in line for line in found)


def test_the_bill_of_materials_names_every_package_with_its_hashes():
    bill = json.loads(bill_of_materials(read_pins(GOOD)))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    (component,) = bill["components"]
    assert component["purl"] == "pkg:pypi/some-package@1.0"
    assert component["hashes"] == [{"alg": "SHA-256", "content": HASH}]


def test_the_project_itself_passes(capsys):
    assert main() == 0, capsys.readouterr().out
    assert (ROOT / "var" / "audit" / "bedside.cdx.json").is_file()
