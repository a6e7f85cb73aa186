"""The page in a browser: it opens without a network, filters, zooms, and prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.reports.conversation import Conversation, busy_day, finding, violation
from tests.reports.test_page import HOSTILE, hostile_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@dataclass
class Opened:
    """A page in a browser, with all that it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """Read the visible elements of a kind."""
        return [
            element.inner_text()
            for element in self.page.query_selector_all(selector)
            if element.is_visible()
        ]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page from a file."""
    contexts = []

    def open_page(text: str, *, width: int = 1280, dark: bool = False) -> Opened:
        place = tmp_path / "report.html"
        place.write_text(text, "ascii")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        found = Opened(context.new_page())
        page = found.page
        page.on("request", lambda request: found.requests.append(request.url))
        page.on("console", lambda message: found.complaints.append(message.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("dialog", lambda dialog: found.complaints.append(dialog.message))
        page.goto(place.as_uri())
        return found

    yield open_page
    for context in contexts:
        context.close()


def two_stations() -> Conversation:
    """Let two stations break different rules."""
    day = busy_day()
    day.call("Heartbeat", {"x": 1}, {}, station="CP-8", wrong=(violation("type"),))
    return day


@pytest.mark.parametrize("width", [1280, 390])
def test_it_opens_alone_and_in_silence(opened: Callable[..., Opened], width: int) -> None:
    found = opened(two_stations().page(finding(1)), width=width)
    assert len(found.requests) == 1
    assert found.complaints == []
    assert found.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_does_nothing(opened: Callable[..., Opened], text: str) -> None:
    found = opened(hostile_day(text).page())
    assert found.complaints == []
    assert len(found.requests) == 1
    assert found.page.evaluate("document.scripts.length") == 2
    assert found.page.evaluate("document.images.length") == 0
    assert found.page.evaluate("document.documentElement.scrollWidth") == 1280
    assert found.page.query_selector_all(".timeline svg rect")


def test_filters_show_what_fits(opened: Callable[..., Opened]) -> None:
    found = opened(two_stations().page(finding(1)))
    page = found.page
    assert len(found.texts(".problem")) == 3
    page.select_option("#choose-station", "CP-8")
    assert len(found.texts(".problem")) == 1
    assert found.texts("#showing") == ["1 of 3 shown"]
    assert found.texts("#stations h3") == ["CP-8"]
    page.click("#reset")
    page.wait_for_selector("#problem-2", state="visible")
    assert len(found.texts(".problem")) == 3
    page.select_option("#choose-action", "Authorize")
    assert len(found.texts(".problem")) == 1
    page.select_option("#choose-action", "")
    page.select_option("#choose-rule", "schema:type")
    assert len(found.texts(".problem")) == 1
    page.select_option("#choose-rule", "")
    page.uncheck("input[value=error]", force=True)
    assert [text.split()[0] for text in found.texts(".problem")] == ["warning"]
    page.check("input[value=error]", force=True)
    page.fill("#search", "authorize TOO long cp-7")
    assert len(found.texts(".problem")) == 1
    page.fill("#search", "nothing like it")
    assert found.texts("#none") == ["Nothing that is shown fits these filters."]


def test_a_rule_of_the_overview_chooses_its_problems(opened: Callable[..., Opened]) -> None:
    found = opened(two_stations().page())
    found.page.click("button[data-rule='schema:type']")
    assert len(found.texts(".problem")) == 1


def test_a_problem_opens_its_diagram(opened: Callable[..., Opened]) -> None:
    found = opened(two_stations().page(finding(3, 1)))
    assert found.texts(".diagram") == []
    found.page.click("#problem-3 summary")
    (diagram,) = found.texts(".diagram")
    assert "StatusNotification.req" in diagram
    assert "BootNotification.req" in diagram
    assert len(found.texts(".hit")) == 1
    assert len(found.texts(".related")) == 1


def test_a_timeline_zooms(opened: Callable[..., Opened]) -> None:
    found = opened(busy_day().page())
    page = found.page
    span = "document.querySelector('.readout').textContent"
    whole = page.evaluate(span)
    page.click(".timeline button[title='Zoom in']")
    nearer = page.evaluate(span)
    assert nearer != whole
    page.click(".timeline button[title='Later']")
    assert page.evaluate(span) not in (whole, nearer)
    page.click(".timeline button[title='Show the whole time']")
    assert page.evaluate(span) == whole
    box = page.locator(".timeline svg").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 30)
    page.mouse.up()
    page.mouse.move(5, 5)
    assert page.evaluate(span) != whole
    page.locator(".timeline svg").first.press("0")
    assert page.evaluate(span) == whole


def test_a_timeline_has_a_lane_for_each_thing(opened: Callable[..., Opened]) -> None:
    found = opened(busy_day().page())
    labels = found.page.eval_on_selector_all(
        "#station-1 svg .label", "labels => labels.map(one => one.textContent)"
    )
    assert labels == [
        "Problems",
        "Boots and resets",
        "Charge point",
        "Connector 1",
        "Transactions, 1",
        "Connector 2",
        "Firmware update",
        "Diagnostics upload",
        "Frames",
    ]
    gap = "#station-1 svg [data-words^='Outage of 1 h 23 min']"
    assert len(found.page.query_selector_all(gap)) == 1


def test_a_problem_is_found_on_the_timeline(opened: Callable[..., Opened]) -> None:
    found = opened(busy_day().page())
    page = found.page
    whole = page.evaluate("document.querySelector('.readout').textContent")
    page.click("#problem-1 summary")
    page.click("#problem-1 button[data-timeline]")
    assert page.evaluate("document.querySelector('.readout').textContent") != whole
    page.evaluate("document.querySelector('#problem-1').open = false")
    page.locator("#station-1 svg [data-number='1']").click()
    assert page.evaluate("document.querySelector('#problem-1').open")


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_light_and_dark(opened: Callable[..., Opened], *, dark: bool) -> None:
    found = opened(busy_day().page(), dark=dark)
    colours = "getComputedStyle(document.body).backgroundColor"
    first = found.page.evaluate(colours)
    assert (brightness(first) < 80) is dark
    found.page.click("#theme")
    assert (brightness(found.page.evaluate(colours)) < 80) is not dark


def brightness(colour: str) -> float:
    """Take the mean of ``rgb(1, 2, 3)``."""
    parts = [float(part) for part in colour.strip("rgba()").split(",")[:3]]
    return sum(parts) / 3


def test_it_prints(opened: Callable[..., Opened]) -> None:
    """Filters and buttons stay behind, cards and timelines come along."""
    found = opened(busy_day().page())
    page = found.page
    page.emulate_media(media="print")
    assert found.texts(".bar") == []
    assert found.texts(".timeline .tools") == []
    assert len(page.query_selector_all(".timeline svg")) == 2
    page.emulate_media(media=None)
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert found.complaints == []


def test_a_large_capture_opens(opened: Callable[..., Opened]) -> None:
    """As much as a page ever draws: every list is full."""
    day = Conversation()
    for number in range(7_000):
        station = f"CP-{number % 70:02}"
        wrong = (violation(f"rule{number % 50}"),) if number % 2 else ()
        status = {"connectorId": 1, "status": ("Available", "Charging")[number // 70 % 2]}
        day.call("StatusNotification", status, {}, station=station, wrong=wrong)
    found = opened(day.page())
    assert len(found.page.query_selector_all(".problem")) == 600
    assert len(found.page.query_selector_all(".station")) == 60
    found.page.fill("#search", "cp-03")
    assert 0 < len(found.texts(".problem")) < 60
    assert found.complaints == []
