import re
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest

from bot.channels import plain_page, web_pages
from bot.channels.root import root_of

PAGES = ("chat.html", "demo.html", "plain_page.html")


@pytest.mark.parametrize("prefix", ["", "/harbour"])
@pytest.mark.parametrize("path", ["/", "/chat", "/chat/", "/plain", "/plain/delete"])
def test_a_browser_finds_the_server_from_every_page_below_every_prefix(prefix, path):
    page = f"https://clinic.example{prefix}{path}"
    root = root_of(SimpleNamespace(path=path))
    assert urljoin(page, f"{root}chat/shell.css") == (
        f"https://clinic.example{prefix}/chat/shell.css"
    )


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_anything_from_the_hosts_own_root(name):
    folder = web_pages.Path(plain_page.__file__).parent
    page = (folder / name).read_text(encoding="utf-8")
    found = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert any(value.startswith("{{ root }}") for value in found)
    assert [value for value in found if value.startswith("/")] == []
