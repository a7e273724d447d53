"""People on connections of their own: what they asked for, how long they waited, what went wrong."""

import http.client
import json
import os
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import numpy as np

TOKEN = "a" * 32
"""A token against forged requests, the same in cookie and header."""
FINE = {HTTPStatus.OK, HTTPStatus.FOUND}


@dataclass
class Watch:
    """What was asked for, how long it took, what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def show(self, title: str) -> None:
        everything = [one for took in self.took.values() for one in took]
        print(f"\n{title}; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"{'':<34}{'times':>7}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'errors':>8}")
        for name, took in [*sorted(self.took.items()), ("everything", everything)]:
            if took:
                p50, p95, most = np.percentile(took, [50, 95, 100]) * 1000
                count = len(self.wrong[name]) if name != "everything" else sum(map(len, self.wrong.values()))
                print(f"{name:<34}{len(took):7}{p50:9.0f}{p95:9.0f}{most:9.0f}{count:8}")
        for name, found in self.wrong.items():
            for one in sorted(set(found))[:5]:
                print(f"  {name}: {one}")


@dataclass
class Visitor:
    """One signed-in person on a connection of their own."""

    port: int
    cookie: str
    watch: Watch

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(self, name: str, address: str) -> bytes:
        return self._ask(name, "GET", address)

    def send(self, name: str, address: str, facts: dict[str, Any]) -> bytes:
        """Send JSON, as the entry grid does."""
        return self._ask(name, "POST", address, json.dumps(facts).encode(), "application/json")

    def post(self, name: str, address: str, facts: dict[str, Any]) -> bytes:
        """Send a form, as a button does."""
        return self._ask(name, "POST", address, urlencode(facts).encode(), "application/x-www-form-urlencoded")

    def upload(self, name: str, address: str, data: bytes, **facts: str) -> bytes:
        """Send a workbook."""
        edge = "----tongchou"
        said = (f'name="{key}"\r\n\r\n{value}\r\n' for key, value in facts.items())
        parts = [f"--{edge}\r\nContent-Disposition: form-data; {one}" for one in said]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="back.xlsx"\r\n\r\n'
        body = ("".join(parts) + head).encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self._ask(name, "POST", address, body, f"multipart/form-data; boundary={edge}")

    def _ask(self, name: str, method: str, address: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = {"Cookie": f"{self.cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        start, answered = time.perf_counter(), b""
        try:
            self.line.close()  # each click has a connection of its own: the server ends those that stay idle
            self.line.request(method, address, body, headers | ({"Content-Type": kind} if kind else {}))
            answer = self.line.getresponse()
            answered = answer.read()
            if answer.status not in FINE:
                told = re.findall(r'role="alert"[^>]*>([^<]+)', answered.decode("utf-8", "replace"))
                self.watch.wrong[name].append(f"{answer.status} {' '.join(told)[:200]}")
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            self.watch.wrong[name].append(type(error).__name__)
        self.watch.took[name].append(time.perf_counter() - start)
        return answered


def cookie_of(person: Any) -> str:
    """Sign somebody in without a password, as only who holds the database can."""
    from django.conf import settings  # noqa: PLC0415  Django is ready only now
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def together(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=one) for one in work]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
