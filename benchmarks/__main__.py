"""python -m benchmarks [intents] [stock_rasa] [squad2] [other_clinic] [report].

Without a name all of them run, one after the other. Public data is looked for in
BEDSIDE_BENCH or ../shared/bench; where it is not, nothing runs and nothing fails.
"""

import os
import sys

# Set before TensorFlow, torch or NumPy start: no telemetry, no download, one thread.
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from collections.abc import Callable

from benchmarks import intents, report, squad2, stock_rasa
from benchmarks.data import RESULTS_DIR, bench_dir
from benchmarks.encoding import load_stored_encoder
from benchmarks.other_clinic import run as other_clinic
from benchmarks.progress import Progress, make_progress
from benchmarks.results import Result, write_result

PARTS: dict[str, Callable[[Progress], Result]] = {
    "intents": lambda progress: intents.run(load_stored_encoder(progress), progress),
    "squad2": lambda progress: squad2.run(load_stored_encoder(progress), progress),
    "other_clinic": lambda progress: other_clinic.run(
        load_stored_encoder(progress), progress
    ),
    "stock_rasa": stock_rasa.run,
}


def main(names: list[str]) -> int:
    """Run the named parts, or all; 2 when a name is unknown."""
    unknown = set(names) - {*PARTS, "report"}
    if unknown:
        known = ", ".join([*PARTS, "report"])
        sys.stderr.write(f"No benchmark '{unknown.pop()}'. There are {known}.\n")
        return 2
    if not bench_dir().is_dir():
        sys.stderr.write(
            f"Skipped: no benchmark data at '{bench_dir()}'. Set BEDSIDE_BENCH to its "
            "folder.\n"
        )
        return 0
    for name, run in PARTS.items():
        if not names or name in names:
            write_result(run(make_progress(name)), RESULTS_DIR)
    for path in report.write_report(RESULTS_DIR):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
