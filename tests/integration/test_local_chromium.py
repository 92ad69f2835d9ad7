"""The browser of the tests starts here as it is, and draws Chinese as characters, not as boxes."""

from playwright.sync_api import Playwright

from deploy.local.chromium import find_chromium

# Draw a character and return its pixels; U+FFFE is no character, so every font draws its box for it.
DRAW = """text => {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  context.font = '40px sans-serif'
  context.fillText(text, 10, 60)
  return Array.from(context.getImageData(0, 0, 80, 80).data).join()
}"""


def test_a_chinese_character_is_not_a_box(playwright: Playwright) -> None:
    with playwright.chromium.launch(**find_chromium().launch_options()) as browser:
        page = browser.new_page()
        drawn = {text: page.evaluate(DRAW, text) for text in ("三", "共", "\ufffe")}
    assert len(set(drawn.values())) == 3
