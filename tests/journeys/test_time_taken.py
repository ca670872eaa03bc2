"""How long an answer takes is measured on the device: silences left out, sent as a round number."""

TICKS = 13


def test_what_is_sent_is_the_time_spent_without_the_silences(newcomer):
    visitor = newcomer("Maxime", "fr")
    visitor.page.clock.install()
    visitor.go("pages:home")
    visitor.page.locator("main .call a").first.click()
    text = visitor.page.locator("#write textarea")
    text.focus()
    for _tick in range(TICKS):
        visitor.page.clock.fast_forward(25_000)
        text.press("a")
    visitor.page.clock.fast_forward(3_600_000)
    text.press("b")

    visitor.page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())")
    visitor.page.locator("#write .button").first.click()
    assert visitor.page.locator("[name=minutes_taken]").input_value() == "5"
