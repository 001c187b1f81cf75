"""Many reports at once, some of them hostile: does one command convert all others, exactly, and how fast?

    python -m bench.batch REPORT.pdf... [--reports 300] [--jobs 2] [--keep DIR]

Makes reports of a few pages each from the given ones, all different, and among them: 5 that are broken, 2 that hang (a
pipe which never gives anything), 2 that crash (their process is sent SIGSEGV as soon as it reads them), 2 that take
more memory than they may (a drawing that calls itself). Then runs the command over them and checks what it says.
Prints the figures for ``docs/benchmarks.md``. Exit status 1 where something is not as it must be. Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

import psutil
import pypdfium2

BROKEN, HANGING, CRASHING, SWELLING = 5, 2, 2, 2
BAD = BROKEN + HANGING + CRASHING + SWELLING
TIMEOUT, MEMORY = "20", "1G"
PAGES = 14


class Run(NamedTuple):
    """One run of the command: its exit status, seconds, document, and its own memory (MB) over time."""

    code: int
    seconds: float
    said: dict[str, list[dict[str, object]]]
    memory: list[float]


def make_reports(sources: Sequence[Path], folder: Path, n: int) -> None:
    """Write ``n`` PDFs of some pages of ``sources``, each time other ones."""
    documents = [pypdfium2.PdfDocument(path) for path in sources]
    for number, document in zip(range(n), cycle(documents), strict=False):
        first = 7 * number % max(1, len(document) - PAGES)
        new = pypdfium2.PdfDocument.new()
        new.import_pages(document, list(range(first, min(first + PAGES - number % 5, len(document)))))
        data = folder / f"report-{number:03}.pdf"
        new.save(data)
        # Readers ignore what follows the end; here it makes each file another.
        data.write_bytes(data.read_bytes() + f"\n% copy {number}\n".encode())


def make_bad(folder: Path) -> None:
    """Write what must fail."""
    whole = next(folder.glob("report-*.pdf")).read_bytes()
    broken = [b"", b"no PDF at all", b"%PDF-1.7\n", whole[: len(whole) // 3], b"%PDF-1.7\n" + bytes(range(256)) * 40]
    for number, data in enumerate(broken[:BROKEN]):
        (folder / f"broken-{number}.pdf").write_bytes(data)
    for number in range(HANGING):
        os.mkfifo(folder / f"hanging-{number}.pdf")
    for number in range(CRASHING):
        os.mkfifo(folder / f"crashing-{number}.pdf")
    for number in range(SWELLING):
        (folder / f"swelling-{number}.pdf").write_bytes(_bomb(number))


def _bomb(number: int) -> bytes:
    """A page whose drawing draws a drawing twice, which draws one twice, and so on, thirty levels down."""
    levels = 30
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        _stream(b"", b"/X Do"),
    ]
    for level in range(levels):
        below = f"/Resources << /XObject << /X {6 + level} 0 R >> >>" if level < levels - 1 else ""
        head = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {below}".encode()
        objects.append(_stream(head, b"/X Do /X Do" if below else b"0 0 5 5 re f"))
    out = b"%PDF-1.7\n"
    offsets = []
    for place, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % place + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n%% %d\n" % (size, len(out), number)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _stream(head: bytes, body: bytes) -> bytes:
    return b"<< " + head + b" /Length %d >> stream\n" % len(body) + body + b"\nendstream"


@contextlib.contextmanager
def crashing(folder: Path) -> Iterator[None]:
    """Send SIGSEGV to whatever process reads one of the reports that crash."""
    # A process of its own, which starts none: what is forked here has everything open that is open here, for a moment.
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    watching = context.Process(target=_crash_readers, args=(sorted(folder.glob("crashing-*")), ready), daemon=True)
    watching.start()
    try:
        if not ready.wait(30):
            raise RuntimeError("nobody looks for readers of the reports that crash")
        yield
    finally:
        watching.kill()
        watching.join()


def _crash_readers(pipes: Sequence[Path], ready: Event) -> None:
    # Both ends, so that a reader can open it and then waits for what never comes.
    for pipe in pipes:
        os.open(pipe, os.O_RDWR)
    names = {str(pipe) for pipe in pipes}
    ready.set()
    while True:
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            with contextlib.suppress(OSError):
                process = int(link.parts[2])
                if process != os.getpid() and str(link.readlink()) in names:
                    os.kill(process, signal.SIGSEGV)
        time.sleep(0.05)


def run(folder: Path, out: Path, jobs: int, *options: str) -> Run:
    """Run the command, and look at its own memory meanwhile."""
    command = [sys.executable, "-m", "regnskab", "convert", str(folder), "-o", str(out), "--profile", "none"]
    command += ["--jobs", str(jobs), "--timeout", TIMEOUT, "--memory", MEMORY, "--json", *options]
    began = time.monotonic()
    memory = []
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=said, stderr=errors)
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.NoSuchProcess):
                memory.append(watched.memory_info().rss / 1e6)
            time.sleep(0.1)
        seconds = time.monotonic() - began
        said.seek(0)
        errors.seek(0)
        return Run(process.returncode, seconds, _document(said.read(), process.returncode, errors.read()), memory)


def _document(said: bytes, code: int, errors: bytes) -> dict[str, list[dict[str, object]]]:
    try:
        document: dict[str, list[dict[str, object]]] = json.loads(said)
    except ValueError:
        told = errors.decode(errors="replace")
        raise SystemExit(
            f"the command ended with {code} and wrote no JSON ({said[:200]!r}); it said:\n{told}"
        ) from None
    return document


def datasets(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.glob("*/*.parquet")}


def exactly(folder: Path, out: Path, some: int) -> int:
    """Convert some reports in this process, and count those whose files are the same, byte for byte."""
    from regnskab import convert
    from regnskab.report.conversion import encoded

    same = 0
    for path in sorted(folder.glob("report-*.pdf"))[:: max(1, len(list(folder.glob("report-*.pdf"))) // some)]:
        files = encoded(convert(path, profile="none")).files
        same += all((out / name).read_bytes() == data for name, data in files.items())
    return same


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdfs", nargs="+", type=Path)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.keep or Path(temporary)
        folder = work / "in"
        folder.mkdir(parents=True)
        make_reports(options.pdfs, folder, options.reports - BAD)
        problems = measure(folder, work, options.reports - BAD, options.jobs)
    for problem in problems:
        print("NOT AS IT MUST BE:", problem)
    return bool(problems)


def measure(folder: Path, work: Path, good: int, jobs: int) -> list[str]:
    one = run(folder, work / "one", 1)
    several = run(folder, work / "several", jobs)
    make_bad(folder)
    with crashing(folder):
        first = run(folder, work / "out", jobs)
        second = run(folder, work / "out", jobs)
    same = datasets(work / "out") == datasets(work / "one") == datasets(work / "several")
    sampled = exactly(folder, work / "out", 10)
    steady = first.memory[len(first.memory) // 5 :]
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"first run: exit {first.code}, {first.seconds:.1f} s, {len(first.said['reports'])} converted,")
    print(f"  {len(first.said['errors'])} failed:")
    for error in sorted(first.said["errors"], key=lambda error: str(error["source"])):
        print(f"    {Path(str(error['source'])).name}: {error['problem']}")
    print(f"second run: exit {second.code}, {second.seconds:.2f} s, {second.seconds / first.seconds:.2%} of the first,")
    print(f"  {len(second.said['reports'])} converted, {len(second.said['unchanged'])} unchanged")
    print(f"the same bytes with one job and with {jobs}, with bad company and without: {same};")
    print(f"  {sampled} of them converted once more in one process")
    alone, together = good / one.seconds * 60, good / several.seconds * 60
    print(f"throughput: {alone:.0f}/min with one job, {together:.0f}/min with {jobs}:")
    print(f"  {one.seconds / several.seconds:.2f} times ({one.seconds:.1f} s, {several.seconds:.1f} s)")
    print(f"memory of the parent: {steady[0]:.0f} MB after a fifth of the time, {max(steady):.0f} MB at most")
    wanted = {
        "exit status 3": first.code == 3 and second.code == 3,
        f"{good} converted": len(first.said["reports"]) == good,
        f"{BAD} named": len(first.said["errors"]) == BAD,
        "the same bytes": same and sampled >= 10,
        "the second run does nothing": not second.said["reports"] and len(second.said["unchanged"]) == good,
    }
    quick = {
        "the second run in under 2 % of the first": second.seconds < 0.02 * first.seconds,
        f"{jobs} jobs at least 1.8 times one": one.seconds / several.seconds >= 0.9 * jobs,
    }
    for name, held in quick.items():  # the machine may be busy: told, not demanded
        print(f"{'holds ' if held else 'MISSED'}  {name}")
    return [name for name, held in wanted.items() if not held]


if __name__ == "__main__":
    sys.exit(main())
