"""A headless Chromium that reports what went wrong and what a page asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,1000")


class Browser:
    """One window."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path, after: str = "") -> None:
        """Open a file of the site, with ``?query`` or ``#fragment``."""
        self.driver.get("about:blank")
        self.driver.get(page.as_uri() + after)

    def all(self, selector: str) -> list[WebElement]:
        found: list[WebElement] = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found

    def one(self, selector: str) -> WebElement:
        found: WebElement = self.driver.find_element(By.CSS_SELECTOR, selector)
        return found

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def click(self, element: WebElement) -> None:
        """Click as the page sees it, wherever the element is scrolled to."""
        self.run("arguments[0].click()", element)

    def dark(self, on: bool) -> None:
        value = "dark" if on else "light"
        media = {"features": [{"name": "prefers-color-scheme", "value": value}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)

    def errors(self) -> list[str]:
        """Console errors since last asked."""
        return [one["message"] for one in self.driver.get_log("browser") if one["level"] in ("SEVERE", "ERROR")]

    def requested(self) -> list[str]:
        """Addresses asked for since last asked."""
        messages = (json.loads(one["message"])["message"] for one in self.driver.get_log("performance"))
        return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]


@contextmanager
def browser(paths: tuple[str, str], language: str = "zh-CN") -> Iterator[Browser]:
    """A browser for one module of tests."""
    options = Options()
    options.binary_location = paths[0]
    for flag in (*FLAGS, f"--lang={language}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(paths[1]))
    driver.set_page_load_timeout(120)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
