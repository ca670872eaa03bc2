"""People at their browsers: each verb is something a person does, found by what a page means and not by its words."""

import re

from playwright.sync_api import expect

from pyjama.attachments.tests.files import picture
from tests.journeys.browsers import LOCALES
from tests.journeys.hands import Mouse


class Person:
    """Somebody with a name, an address, a language and a browser."""

    def __init__(self, name, email, language, *, page, site, letters, hands=Mouse):
        self.name = name
        self.email = email
        self.language = language
        self.page = page
        self.hands = hands(page)
        self.site = site
        self.letters = letters

    # Getting about

    def path(self, name, *arguments):
        return self.site.path(self.language, name, *arguments)

    def go(self, name, *arguments):
        """Open one of our pages by its name."""
        return self.open(self.path(name, *arguments))

    def open(self, address):
        """Open an address, or a path of the site; it must be there, in this person's language."""
        self.page.goto(address if "://" in address else self.site.origin + address)
        expect(self.page.locator("html")).to_have_attribute("lang", LOCALES[self.language])
        return self.page

    def go_to_call(self, call):
        """A call's page, by its id: it has a title in its address that the site knows better."""
        return self.go("pages:call", call, "-")

    def follow(self, name, *arguments):
        """Click the first link to one of our pages."""
        self.hands.press(self.page.locator(f'main a[href="{self.path(name, *arguments)}"]').first)

    def fill(self, **fields):
        """Write into the main form's fields."""
        for name, text in fields.items():
            self.hands.fill(self.page.locator(f"main [name={name}]"), text)

    def choose(self, **choices):
        """Pick radio buttons, or tick boxes, by their values."""
        for name, value in choices.items():
            self.hands.tick(self.page.locator(f'main [name={name}][value="{value}"]'))

    def attach(self, words):
        """Add a picture to the main form, and say what it shows."""
        file = {"name": "sketch.png", "mimeType": "image/png", "buffer": picture(size=(400, 300))}
        self.hands.choose_file(self.page.locator("main [name=files]"), file)
        self.press("main [name=add_files]")
        self.hands.fill(self.page.locator("main [name$=alternative]"), words)

    def press(self, button="main form .button:not([formnovalidate])"):
        self.hands.press(self.page.locator(button).first)

    def press_in(self, name, *arguments, button="button"):
        """Press the button of the form that sends to one of our pages."""
        self.press(f'form[action="{self.path(name, *arguments)}"] {button}')

    def sees(self, text):
        expect(self.page.locator("main")).to_contain_text(text)

    def sees_picture(self, words):
        """A picture that shows this has arrived."""
        image = self.page.locator("main").get_by_alt_text(words)
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0

    def number_in_address(self, before):
        """The id (int) in the address of this page which comes before these characters."""
        found = re.search(rf"/(\d+){re.escape(before)}", self.page.url)
        assert found, self.page.url
        return int(found[1])

    # Coming in

    def ask_for_account(self):
        self.go("account_signup")
        self.choose(is_old_enough="yes")
        self.fill(display_name=self.name, email=self.email)
        self.press()

    def enter_code(self):
        """Read the code in one's mail, and type it."""
        self.fill(code=self.receive("Pyjama").code)
        self.press()
        expect(self.page.locator(f'a[href="{self.path("pages:mine")}"]')).to_be_visible()

    def receive(self, about):
        """Open the next letter about something: it is in one's language."""
        letter = self.letters.open_next(self.email, about)
        assert letter.language == LOCALES[self.language]
        assert f'lang="{letter.language}"' in letter.html
        return letter

    # For an organization

    def register_organization(self, name, mission, charity_number):
        """Register it, and return its id."""
        self.go("organizations:register")
        self.fill(name=name, city="Rimouski", charity_number=charity_number, **{f"mission_{self.language}": mission})
        self.hands.tick(self.page.locator("main [name=causes]").first)
        self.hands.select(self.page.locator("main [name=province]"), "Québec" if self.language == "fr" else "Quebec")
        self.press()
        self.sees(mission)
        return self.number_in_address("-")

    def write_call(self, organization, title, body, shows):
        """Write a request of five minutes with a picture that `shows` something, look at it, save it, and return its id."""
        self.go("pages:mine")
        self.follow("calls:choose_template", organization)
        self.follow("calls:new", organization)
        self.attach(shows)
        self.fill(title=title, body=body, enough="3")
        self.choose(kind="request", language=self.language, minutes="5")
        self.press("main [name=preview]")
        expect(self.page.locator("#preview h3").first).to_have_text(title)
        self.press()
        self.sees(title)
        return self.number_in_address("-")

    def publish(self, call):
        self.press_in("calls:publish", call)
        expect(self.page.locator("main").get_by_role("status").first).not_to_be_empty()

    def close(self, call):
        """Stop taking contributions, and come to the sorting desk."""
        self.follow("calls:close", call)
        self.press()
        expect(self.page.locator("main #desk")).to_be_visible()

    def credit(self, contribution, credit):
        self.choose(**{f"credit-{contribution}": credit})

    # For the moderators

    def verify(self, organization):
        self.go("pages:review")
        self.follow("organizations:decide", organization)
        self.choose(checked="number")
        self.press_in("organizations:decide", organization)
        self.page.wait_for_url(f"**{self.path('pages:review')}")

    def approve(self, call):
        self.go("pages:review")
        self.follow("calls:decide", call)
        self.press("main [name=approve]")

    # In a thread

    def contribute(self, body, shows=""):
        """Write under the call one is looking at, with a picture that `shows` something; return the contribution's id."""
        if shows:
            self.attach(shows)
        self.fill(body=body)
        self.press("#write .button:not([formnovalidate])")
        return self.find(body)

    def find(self, body):
        """The id of the contribution with this text, once it is there."""
        text = self.page.locator(".contribution__body", has_text=body)
        expect(text).to_be_visible()
        return int(text.locator("xpath=..").get_attribute("id").removeprefix("contribution-"))

    def vote(self, contribution):
        self.press(f"#useful-{contribution}")
        expect(self.page.locator(f"#useful-{contribution}")).to_have_attribute("aria-pressed", "true")

    def reply(self, contribution, body):
        self.follow("contributions:reply", contribution)
        form = self.page.locator(f'form[action^="{self.path("contributions:reply", contribution)}"]')
        self.hands.fill(form.locator("[name=body]"), body)
        self.hands.press(form.locator(".button:not([formnovalidate])"))
        return self.find(body)
