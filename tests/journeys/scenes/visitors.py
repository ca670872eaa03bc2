"""Who is not signed in: reads everything, looks for something, comes in by one of the doors."""

import re
import uuid
from http import HTTPStatus

from pyjama.calls.actions import close_call
from pyjama.mail.inbound.demo import is_answerable
from pyjama.mail.models import Mail
from pyjama.pages.models import Text
from pyjama.sponsors.letters import token_for
from pyjama.world.story import address_of
from tests.journeys.scenes.props import PASSWORD

AGE, YOUNG = {"is_old_enough": "yes"}, {"is_old_enough": "no"}
TOKEN_OF_GUEST = re.compile(r"/contributions/publi\w+/(\S+)/")
MANY_CONDITIONS = "?text=xylophone&minutes=5&kind=request&language=fr&cause=animals"


def play(readers, props):
    reads_what_is_for_everybody(readers.visitor, props)
    looks_for_something(readers.visitor)
    pays_for_the_site(readers.newcomer(), props)
    comes_to_the_door(readers.newcomer(), props)
    writes_without_an_account(readers, props)
    signs_up(readers)
    signs_in(readers)
    signs_in_with_a_password(readers.visitor)
    stops_mail(readers.visitor, props)
    reads_the_mail_of_the_demonstration(readers.visitor, props.mails[readers.language])


def reads_what_is_for_everybody(visitor, props):
    visitor.sees("pages:home")
    for text in Text.Slug.values:
        visitor.sees(f"pages:{text}")
    for call in (props.pictured, props.call("kittens"), props.call("letter"), props.call("cafe"), props.call("menu")):
        visitor.sees("pages:call", call.pk, call.slug)
    visitor.sends("pages:call", props.pictured.pk, props.pictured.slug, body="I was signed out while I wrote this.")
    for call in (props.call("kittens"), props.call("snowbanks"), props.call("bingo")):
        visitor.sees("pages:outcome", call.pk, call.slug)
    visitor.sees("outcomes:former_texts", props.call("kittens").pk)
    visitor.sees("outcomes:former_texts", props.call("bingo").pk)
    visitor.sees("calls:former_texts", props.edited.pk)
    visitor.sees("calls:former_texts", props.pictured.pk)
    visitor.sees("contributions:former_texts", props.own.pk)
    for name in ("refuge", "stage"):
        organization = props.organization(name)
        visitor.sees("pages:organization", organization.pk, organization.slug)


def pays_for_the_site(sponsor, props):
    """She comes by her link, whose button lets her in once, and reads what everybody can read."""
    props.sponsor.refresh_from_db()
    token = token_for(props.sponsor)
    sponsor.sees("sponsors:seen")
    sponsor.sees("sponsors:enter")
    sponsor.sends("sponsors:enter", email="caisse")
    sponsor.does("sponsors:enter", email=props.sponsor.email)
    sponsor.sees("sponsors:open", token)
    sponsor.does("sponsors:open", token)
    sponsor.sees("sponsors:report")
    sponsor.sees("sponsors:open", token, status=HTTPStatus.NOT_FOUND)


def looks_for_something(visitor):
    visitor.sees("pages:calls")
    visitor.sees("pages:calls", query="?text=name&language=en")
    visitor.sees("pages:calls", query=MANY_CONDITIONS)
    visitor.asks("pages:calls", query="?text=name")
    visitor.sees("pages:changed")
    visitor.sees("pages:changed", query="?text=poster")
    visitor.sees("pages:changed", query="?text=xylophone")
    visitor.asks("pages:changed", query="?text=xylophone")


def comes_to_the_door(newcomer, props):
    newcomer.sees("matching:minutes")
    newcomer.sees("matching:causes", query="?minutes=5")
    newcomer.asks("matching:causes", query="?minutes=5&cause=animals")
    newcomer.sees("matching:skills", query="?minutes=5&cause=animals")
    newcomer.asks("matching:skills", query="?minutes=5&cause=animals&skill=writing")
    newcomer.sees("matching:call", props.pictured.pk, query="?minutes=5&cause=animals&language=fr")
    newcomer.sees("matching:call", props.call("letter").pk)
    newcomer.sees("matching:next", query="?minutes=2&cause=justice&skill=blogging")
    newcomer.sees("matching:saved")
    newcomer.does("matching:stance", props.call("menu").pk, stance="save")
    newcomer.asks("matching:stance", props.call("slogans").pk, sent={"stance": "more"})
    newcomer.sees("matching:saved")
    newcomer.sees("pages:home")


def writes_without_an_account(readers, props):
    """Two texts, one of which comes too late; the link is opened elsewhere, and once too often."""
    address, guest, elsewhere = "contributions:keep", readers.newcomer(), readers.newcomer()
    guest.sees(address, status=HTTPStatus.NOT_FOUND)
    for call in (props.call("menu"), props.closing[readers.language]):
        text = {"body": "Soup *and* stories.", "language": readers.language, "submission_key": uuid.uuid4()}
        guest.does("pages:call", call.pk, call.slug, **text)
    guest.sends(address, email="zoe", display_name="", old_enough="1")
    email = f"loup.{readers.language}@example.org"
    guest.does(address, email=email, display_name="Loup", old_enough="1")
    guest.sees("pages:call", call.pk, call.slug)
    token = TOKEN_OF_GUEST.search(Mail.objects.filter(recipient=email).latest("pk").text)[1]
    elsewhere.sees("contributions:confirm", token)
    close_call(call=call)
    elsewhere.sends("contributions:confirm", token, status=HTTPStatus.CONFLICT)
    guest.sees("contributions:confirm", "torn", status=HTTPStatus.NOT_FOUND)


def signs_up(readers):
    address, email = "account_signup", f"zoe.{readers.language}@example.org"
    readers.visitor.sees(address)
    readers.visitor.sends(address, status=HTTPStatus.OK, email="zoe", display_name="")
    readers.visitor.sends(address, status=HTTPStatus.OK, **YOUNG)
    zoe = readers.newcomer()
    zoe.does(address, **AGE, display_name="Zoé", email=email)
    zoe.sends("account_email_verification_sent", status=HTTPStatus.OK, code="")
    zoe.sends("account_email_verification_sent", status=HTTPStatus.TOO_MANY_REQUESTS, action="resend")


def signs_in(readers):
    readers.visitor.sees("account_login", query="?next=/")
    readers.visitor.sends("account_login", status=HTTPStatus.OK, login="zoe")
    readers.visitor.does("account_confirm_login_code", code="123456")
    mateo = readers.newcomer()
    mateo.does("account_login", login=address_of("mateo"))
    mateo.sends("account_confirm_login_code", status=HTTPStatus.OK, code="12345")
    readers.visitor.sees("account_inactive")


def signs_in_with_a_password(visitor):
    visitor.sees("account_login_with_password")
    visitor.sends("account_login_with_password", status=HTTPStatus.OK, login=address_of("tanis"), password=PASSWORD)


def stops_mail(visitor, props):
    visitor.sees("notifications:unsubscribe", props.token)
    visitor.sends("notifications:unsubscribe", props.token, status=HTTPStatus.OK)
    visitor.sees("notifications:unsubscribe", props.token)
    visitor.sends("notifications:unsubscribe", props.token, again="yes", status=HTTPStatus.OK)
    visitor.sees("notifications:unsubscribe", "torn", status=HTTPStatus.NOT_FOUND)
    visitor.sees("notifications:mute", props.mute)
    visitor.sends("notifications:mute", props.mute, status=HTTPStatus.OK)
    visitor.sends("notifications:mute", props.mute, again="none", status=HTTPStatus.OK)
    visitor.sees("notifications:mute", "torn", status=HTTPStatus.NOT_FOUND)
    visitor.sees("notifications:preferences_from_mail", props.preferences)
    visitor.sends("notifications:preferences_from_mail", props.preferences, status=HTTPStatus.OK)
    visitor.sees("notifications:preferences_from_mail", "torn", status=HTTPStatus.NOT_FOUND)


def reads_the_mail_of_the_demonstration(visitor, mail):
    visitor.sees("demo_mail")
    visitor.sees("demo_mail", query="?to=nobody@example.org")
    visitor.sees("demo_message", mail)
    visitor.sees("demo_html", mail)
    visitor.sees("mail_previews")
    visitor.sees("mail_preview", "news/reply")
    visitor.sees("mail_preview_html", "news/reply", visitor.language)
    answerable = next(each.pk for each in Mail.objects.order_by("-pk") if is_answerable(each))
    visitor.sees("demo_message", answerable)
    visitor.sends("demo_answer", answerable, words="y" * 10_001)
