"""How fast documents are read, beside a peer that only splits the same text into sentences and finds its numbers.

    python benchmarks/reading.py

Prints, in CPU seconds so that other work on the machine counts less, characters a second on one core, a Word document
of 100 pages, one long line, and the whole command on one document with its start; and the peak of memory.
The texts are the synthetic documents of tests/reading, repeated.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from tongchou.reading import read_file, read_text

TEXTS = Path(__file__).parents[1] / "tests" / "reading"
CHARACTERS_A_PAGE = 600


def plain(text: str) -> int:
    """The peer: sentences and numbers with a bare regular expression."""
    return sum(len(re.findall(r"\d+(?:\.\d+)?[^\d，。；]{0,4}", part)) for part in re.split("[。；\n]", text))


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def word_file(text: str, folder: Path) -> Path:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    path = folder / "hundred_pages.docx"
    document.save(str(path))
    return path


def command(path: Path) -> tuple[float, float]:
    """The whole command in a process of its own: CPU seconds, and the peak of its memory in MB."""
    call = [sys.executable, "-c", "from tongchou.cli import main; main()", "read", str(path)]
    subprocess.run(call, check=True, capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*/*.txt"))]
    read_text(texts[0])
    whole = [text * 20 for text in texts]
    characters = sum(map(len, whole))
    own = seconds(lambda: [read_text(text) for text in whole])
    peer = seconds(lambda: [plain(text) for text in whole])
    print(f"text: {characters / own:,.0f} characters a second ({own / peer:,.0f} times the bare regular expression)")
    body = "\n".join(texts)
    pages = body * (100 * CHARACTERS_A_PAGE // len(body) + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = word_file(pages[: 100 * CHARACTERS_A_PAGE], Path(folder))
        print(f"a Word document of 100 pages: {seconds(lambda: read_file(path)):.2f} s")
        print("the command with its start on it: {:.1f} s, {:.0f} MB".format(*command(path)))
    line = "推进城乡一体化发展，新建农村公路120公里" * 33_000
    print(f"one line of {len(line):,} characters: {seconds(lambda: read_text(line)):.1f} s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
