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

# Text that people are to see: not what only screen readers read, nor what a clamped line hides.
_TEXTS = """Array.from(document.querySelectorAll('.stage *'))
  .filter((element) => !element.closest('.sr-only, title, script, template'))
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .filter((element) => Array.from(element.childNodes).some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .map((element) => ({element, box: element.getBoundingClientRect(),
    text: element.textContent.trim().slice(0, 60)}))
  .filter(({box}) => box.width > 1 && box.height > 1)"""

# The bar at the foot belongs to the time and the code.
_OUTSIDE = f"""() => {{
  const foot = document.querySelector('.stage-foot').getBoundingClientRect().top;
  return {_TEXTS}
    .filter(({{element}}) => !element.closest('.stage-foot'))
    .filter(({{box}}) => box.left < -1 || box.top < -1 || box.right > innerWidth + 1
      || box.bottom > foot + 1)
    .map(({{box, text}}) => `outside at ${{box.right | 0}}, ${{box.bottom | 0}}: ${{text}}`);
}}"""

# What is drawn is as large as the drawing is on the wall.
_FAINT = f"""() => {_TEXTS}
  .map(({{element, text}}) => ({{text, size: parseFloat(getComputedStyle(element).fontSize)
    * (element instanceof SVGGraphicsElement ? element.getScreenCTM().a : 1)}}))
  .filter(({{size}}) => size < 23.9)
  .map(({{size, text}}) => `only ${{size.toFixed(1)}} px: ${{text}}`)"""


def outside(page: Page) -> list[str]:
    """What of the stage's words is cut off by its edge or covered by its bar."""
    found: list[str] = page.evaluate(_OUTSIDE)
    return found


def too_faint_to_read(page: Page) -> list[str]:
    """What nobody reads from fifteen metres: less than 24 pixels on a stage of 1920."""
    found: list[str] = page.evaluate(_FAINT)
    return found


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
