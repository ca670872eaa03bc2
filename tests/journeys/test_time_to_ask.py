"""From the home page to a public call, as somebody with no time does it: what it costs her in clicks and in typing."""

from tests.journeys.hands import Mouse

MOST_CLICKS, MOST_SECONDS = 12, 180
# 40 words of five letters a minute, and a second for each click.
KEYS_A_SECOND, SECONDS_A_CLICK = 40 * 5 / 60, 1

NAME, MISSION, CITY, NUMBER = (
    "La Corde à linge",
    "Nous lavons le linge de ceux qui dorment dehors.",
    "Rimouski",
    "123456782RR0001",
)
TITLE = "Quel nom pour notre souper du 12 mars ?"
ANSWERS = {
    "us": "La Corde à linge lave le linge de 60 personnes sans toit.",
    "need": "Un nom pour le souper où nous remercions nos voisins, au sous-sol de l’église, avec de la soupe pour 80.",
    "known": "« Souper-bénéfice » a servi deux fois ; personne n’est venu.",
    "result": "Le nom ira sur 200 affiches ; nous choisirons le 20 février.",
}


class Typist(Mouse):
    """Hands that are counted: presses of the mouse, and keys. Tab leads to the next field, where it does."""

    def __init__(self, page):
        super().__init__(page)
        self.clicks = self.keys = 0

    @property
    def seconds(self):
        return self.clicks * SECONDS_A_CLICK + self.keys / KEYS_A_SECOND

    def press(self, place):
        self.clicks += 1
        super().press(place)

    def tick(self, box):
        self.clicks += 1
        super().tick(box)

    def fill(self, field, text):
        self.reach(field)
        self.keys += len(text)
        self.page.keyboard.insert_text(text)

    def select(self, field, label):
        """Type the beginning of what one wants."""
        self.reach(field)
        self.keys += 3
        self.page.keyboard.type(label[:3])

    def reach(self, field):
        if not field.page.evaluate("document.activeElement === document.body"):
            self.keys += 1
            self.page.keyboard.press("Tab")
        if not field.evaluate("field => field === document.activeElement"):
            self.press(field)


def test_a_nonprofit_registers_is_verified_asks_by_template_and_publishes_in_three_minutes(member):
    owner, moderator = member("sam", "fr", hands=Typist), member("odile", "fr")
    owner.go("pages:home")
    organization = register(owner)
    moderator.verify(organization)

    call = ask(owner, organization)
    moderator.approve(call)

    owner.page.reload()
    owner.sees(TITLE)
    assert owner.page.locator(f'form[action="{owner.path("calls:publish", call)}"]').count() == 0
    assert owner.hands.clicks <= MOST_CLICKS
    assert owner.hands.seconds <= MOST_SECONDS


def register(owner):
    """From wherever one is; returns the organization's id."""
    owner.hands.press(owner.page.locator(f'a[href="{owner.path("organizations:register")}"]').first)
    owner.fill(name=NAME, mission_fr=MISSION)
    owner.hands.tick(owner.page.locator("main [name=causes]").first)
    owner.fill(city=CITY)
    owner.hands.select(owner.page.locator("main [name=province]"), "Québec")
    owner.fill(charity_number=NUMBER)
    owner.press()
    owner.sees(MISSION)
    return owner.number_in_address("-")


def ask(owner, organization):
    """From the organization's page, where one is, to a call that is sent; returns its id."""
    owner.follow("calls:choose_template", organization)
    owner.follow("calls:ask", organization, "name-event")
    owner.fill(**ANSWERS, title=TITLE)
    owner.press()
    owner.sees(TITLE)
    call = owner.number_in_address("-")
    owner.publish(call)
    return call
