"""A real browser on pages of the demo programme; every address it asks for is written down."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tongchou.web.access.accounts import demo_accounts
from tongchou.web.stock import stock

collect_ignore = ["conftest.py"]
"""Two files of one name cannot both be searched for doctests."""
PACKS = Path(__file__).parents[2] / "packs"
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser():
    """The browser of this machine."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("The browser tests need Chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        with_flags = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield with_flags
        with_flags.close()


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    """A folder with the run and the reports of the demo programme, made once."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGCHOU_HOME", str(folder))
        (done,) = stock([PACKS / "demo"], date(2025, 1, 20))
    assert done.refusal is None, done.refusal
    return folder


@pytest.fixture
def site(live_server, stocked, monkeypatch, settings):
    """The address of the pages, with one account a role."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("TONGCHOU_HOME", str(stocked))
    demo_accounts()
    return live_server.url


@pytest.fixture
def look(browser, site):
    """Open a signed-in page of a size; nothing it asks for may lie elsewhere, nothing may fail."""
    contexts, asked, complaints = [], [], []

    def open_page(width=1366, height=768):
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=site)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/sign-in/")
        page.fill("#id_username", "demo-office")
        page.fill("#id_password", "demo-office")
        page.click("button.primary")
        page.wait_for_selector("h1")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []
    assert complaints == []
