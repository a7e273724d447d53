"""Parts of a file, as vector tiles are asked for: ``Range: bytes=a-b`` gets 206 with these bytes and no more."""

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse

MOST = 32 * 2**20
"""The most bytes of one answer."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def ranged(request: HttpRequest, path: Path) -> HttpResponse:
    """Return the bytes of a file that are asked for; one range at a time, the first part where none is named."""
    facts = path.stat()
    tag, size = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"', facts.st_size
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304)
    first, last = wanted(request.headers.get("Range", ""), size)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(first)
        data = file.read(last - first + 1)
    whole = len(data) == size and "Range" not in request.headers
    answer = HttpResponse(data, content_type="application/octet-stream", status=200 if whole else 206)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag
    if not whole:
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def wanted(text: str, size: int) -> tuple[int, int]:
    """Return the first and last byte a range asks for; the first after the last where there is no such part.

    >>> wanted("bytes=0-9", 100), wanted("bytes=90-", 100), wanted("bytes=-5", 100), wanted("bytes=100-", 100)
    ((0, 9), (90, 99), (95, 99), (100, 99))
    >>> wanted("", 100), wanted("bytes=0-1,5-6", 100)
    ((0, 99), (0, 99))
    """
    match = _RANGE.fullmatch(text)
    if match is None or match.group(1, 2) == ("", ""):
        return 0, min(size, MOST) - 1
    start, end = match.group(1, 2)
    if not start:
        return max(0, size - int(end)), size - 1
    first = int(start)
    return first, min(int(end) if end else size - 1, size - 1, first + MOST - 1)
