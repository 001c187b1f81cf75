"""What publishing costs beside converting: the processor's time of both commands, over the same reports.

    python -m bench.publishing REPORT.pdf... [--reports 20] [--rounds 3] [--keep DIR]

Makes reports of the given ones, whole, each with a cover that names another year, so that each is a report of its own.
Then times ``regnskab convert FOLDER -o OUT --jobs 1`` and ``regnskab publish OUT -o SITE`` in turns, each from start to
end, imports and all, with every process that it starts: user and system time, the least of the rounds. Other programs
may run meanwhile. Exit status 1 where publishing costs more. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as c

from bench.document import Section, table, update

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
LAST_YEAR = 2024
PUBLISHER = """
base_url = "https://data.example.dk/regnskab"
license = "https://creativecommons.org/licenses/by/4.0/"
license_title = "CC BY 4.0"
[organisation]
name = "Eksempel Kommune"
homepage = "https://www.example.dk"
[contact]
name = "Data"
email = "data@example.dk"
"""
_BECOME_SUBREAPER = 36  # linux/prctl.h: PR_SET_CHILD_SUBREAPER


class Cost(NamedTuple):
    """Seconds of the processor that each command took."""

    convert: float
    publish: float


def make_reports(sources: Sequence[Path], folder: Path, n: int) -> None:
    """Write ``n`` PDFs: all pages of the ``sources`` in turns, behind a cover of another year each."""
    documents = [pypdfium2.PdfDocument(path) for path in sources]
    for number, document in zip(range(n), cycle(documents), strict=False):
        new = pypdfium2.PdfDocument.new()
        _cover(new, f"Ballerup Kommune \N{EN DASH} Årsrapport {LAST_YEAR - number}")
        new.import_pages(document)
        new.save(folder / f"report-{number:02}.pdf")


def _cover(document: pypdfium2.PdfDocument, text: str) -> None:
    page = document.new_page(595, 842)
    words = c.FPDFPageObj_NewTextObj(document, b"Helvetica", ctypes.c_float(24))
    encoded = (text + "\0").encode("utf-16-le")
    c.FPDFText_SetText(words, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
    c.FPDFPageObj_Transform(words, 1, 0, 0, 1, 72, 600)
    c.FPDFPage_InsertObject(page, words)
    page.gen_content()


def timed(*arguments: str) -> float:
    """Return the processor's seconds of a command and of all that it starts."""
    before = _spent()
    # What outlives the command, as a server of processes may, becomes a child of this process and is waited for.
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    subprocess.run([sys.executable, "-m", "regnskab", *arguments], check=True, stdout=subprocess.DEVNULL)
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return _spent() - before


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(folder: Path, work: Path, rounds: int) -> Cost:
    publisher = work / "publisher.toml"
    publisher.write_text(PUBLISHER, encoding="utf-8")
    out, site = work / "out", work / "site"
    converting, publishing = [], []
    for _ in range(rounds):
        shutil.rmtree(out, ignore_errors=True)
        converting.append(timed("convert", str(folder), "-o", str(out), "--jobs", "1"))
        shutil.rmtree(site, ignore_errors=True)
        publishing.append(timed("publish", str(out), "-o", str(site), "--publisher", str(publisher)))
        print(f"convert {converting[-1]:.2f} s, publish {publishing[-1]:.2f} s", flush=True)
    return Cost(min(converting), min(publishing))


def section(reports: int, pages: int, cost: Cost) -> Section:
    rows = [
        ["`convert`", f"{cost.convert:.1f}", f"{cost.convert / reports:.2f}"],
        ["`publish`", f"{cost.publish:.1f}", f"{cost.publish / reports:.2f}"],
    ]
    head = [f"{reports} reports, {pages} pages", "seconds", "seconds a report"]
    return Section("publishing", table(head, rows))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdfs", nargs="+", type=Path)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for reports and results, to look at them")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = given.keep or Path(temporary)
        folder = work / "in"
        folder.mkdir(parents=True, exist_ok=True)
        make_reports(given.pdfs, folder, given.reports)
        pages = sum(len(pypdfium2.PdfDocument(path)) for path in folder.glob("*.pdf"))
        cost = measure(folder, work, given.rounds)
    done = section(given.reports, pages, cost)
    print(done.text)
    if given.write:
        update(DOCUMENT, [done])
    return int(cost.publish >= cost.convert)


if __name__ == "__main__":
    sys.exit(main())
