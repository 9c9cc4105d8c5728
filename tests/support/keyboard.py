"""People at the console who have a keyboard and nothing else.

1. They come to a thing by Tab; whatever has the focus on the way shows it, and nothing covers it.
2. Nothing keeps the focus: from each page one comes out again at its end.
"""

from base64 import b64encode

import attrs
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from playwright.sync_api import Browser, Locator, Page
from webauthn.helpers import base64url_to_bytes

from support.authenticator import Passkey
from support.browser import PATIENCE_MS
from support.officers import AUTHENTICATOR

MOST_TABS = 250
_HIDDEN = """() => {
  const one = document.activeElement;
  if (one === document.body || one.tagName === "IFRAME") { return ""; }
  const told = one.outerHTML.slice(0, 150), style = getComputedStyle(one);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const drawn = [...one.querySelectorAll(":scope > path, :scope > circle")].some(
    (part) => parseFloat(getComputedStyle(part).strokeWidth) >= 3);
  if (!ring && !drawn && style.boxShadow === "none") { return `no ring: ${told}`; }
  const box = one.getClientRects()[0];
  if (!box || box.bottom <= 0 || box.top >= innerHeight) { return `out of sight: ${told}`; }
  const middle = [(box.left + box.right) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
  const top = document.elementFromPoint(...middle);
  const seen = top && (one.contains(top) || top.contains(one) || top.closest("label, svg"));
  return seen ? "" : `covered by ${top && top.outerHTML.slice(0, 80)}: ${told}`;
}"""
_IS_IT = "(one) => one === document.activeElement"
_IN_ITS_GROUP = "(one) => one.name === document.activeElement.name"


@attrs.frozen
class Keyboard:
    """Somebody's browser, of which only the keyboard works."""

    page: Page

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            problem = self.page.evaluate(_HIDDEN) if key in {"Tab", "Shift+Tab"} else ""
            assert problem == "", (self.page.url, problem)

    def write(self, text: str) -> None:
        """Type a text where the focus is, in place of what stands there."""
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def to(self, thing: Locator, *, back: bool = False) -> None:
        """Come to a thing by Tab, or by Shift and Tab."""
        self._until(lambda: bool(thing.evaluate(_IS_IT)), "Shift+Tab" if back else "Tab")

    def use(self, thing: Locator, key: str = "Enter") -> None:
        """Come to a thing and press a key there."""
        self.to(thing)
        self.press(key)

    def choose(self, radio: Locator) -> None:
        """Come to the group of a radio button, and choose that one with the arrows."""
        self._until(lambda: bool(radio.evaluate(_IN_ITS_GROUP)), "Tab")
        for _ in range(20):
            if radio.is_checked():
                return
            self.press("Space" if radio.evaluate(_IS_IT) else "ArrowDown")
        raise AssertionError(self.page.evaluate("document.activeElement.outerHTML"))

    def walk_through(self) -> int:
        """Press Tab from the top of the page until it is left; return how often."""
        self.page.locator(".skip").focus()
        for number in range(MOST_TABS):
            self.press("Tab")
            if self.page.evaluate("document.activeElement.matches('body, .skip')"):
                return number
        raise AssertionError(self.page.evaluate("document.activeElement.outerHTML"))

    def _until(self, is_there, key: str) -> None:  # type: ignore[no-untyped-def]
        for _ in range(MOST_TABS):
            if is_there():
                return
            self.press(key)
        raise AssertionError(
            (self.page.url, self.page.evaluate("document.activeElement.outerHTML"))
        )


def at_a_keyboard(chromium: Browser, passkey: Passkey, **options: object) -> Keyboard:
    """Open a browser whose authenticator holds a passkey."""
    context = chromium.new_context(locale="en-GB", **options)  # type: ignore[arg-type]  # as given
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    known = {
        "credentialId": b64encode(base64url_to_bytes(passkey.credential)).decode(),
        "isResidentCredential": True,
        "rpId": passkey.site,
        "userHandle": b64encode(passkey.person.encode()).decode(),
        "privateKey": b64encode(
            passkey.secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ).decode(),
        "signCount": 1,
    }
    wire.send("WebAuthn.addCredential", {**made, "credential": known})
    return Keyboard(page)
