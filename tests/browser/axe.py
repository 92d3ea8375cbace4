"""What axe and a ruler find on a page."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"

_CHECK = """async () => {
  const found = await axe.run(document, {
    resultTypes: ['violations'],
    iframes: false,
    rules: {'target-size': {enabled: true}},
  });
  return found.violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) =>
    `${id}: ${html.slice(0, 150)} ${failureSummary.split('\\n').slice(1, 3).join(' ')}`));
}"""

# A box that is ticked is as large as its label; a link in a sentence is as high as its line.
_SMALL = """() => Array.from(document.querySelectorAll('button, summary, select, textarea, label'))
  .filter((element) => element.matches('button, summary, select, textarea')
    || element.querySelector('input'))
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .map((element) => ({box: element.getBoundingClientRect(), html: element.outerHTML}))
  .filter(({box}) => box.width > 1 && (box.width < 44 || box.height < 43.5))
  .map(({box, html}) => `${Math.round(box.width)}×${Math.round(box.height)}: ${html.slice(0, 150)}`)
"""


def violations(page: Page) -> list[str]:
    """What axe has to say against ``page``, which must have been opened with ``AXE``."""
    found: list[str] = page.evaluate(_CHECK)
    return found


def too_small(page: Page) -> list[str]:
    """What a thumb misses: less than 44 pixels wide or high."""
    found: list[str] = page.evaluate(_SMALL)
    return found


def too_wide(page: Page) -> int:
    """By how many pixels ``page`` is wider than its window."""
    wide: int = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide
