"""What somebody might write to run code in a reader's browser, in every field, read back in Chromium (see payloads.py).

.venv/bin/python benchmarks/injection.py [--every 1], on a scratch site with the demo world. Each round writes a payload into
each field of people's, as the site keeps it, and opens the pages that show them, with the site's policy and without any;
the pointer and the focus go over everything. A control page shows that the browser runs what it is given here.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

SCRATCH = tempfile.TemporaryDirectory(prefix="pyjama-benchmark-")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", DATA_DIR=SCRATCH.name, PYJAMA_DEMO="1", LOG_LEVEL="ERROR")
os.environ.update(SECRET_KEY="x" * 50, PAGES_KEPT_SECONDS="0", DJANGO_ALLOW_ASYNC_UNSAFE="1")

import django  # noqa: E402

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402
from payloads import CONTROLS, payloads  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from pyjama.accounts.models import User  # noqa: E402
from pyjama.attachments.actions import attach, keep_attachment  # noqa: E402
from pyjama.attachments.attaching import checked  # noqa: E402
from pyjama.attachments.models import Attachment  # noqa: E402
from pyjama.attachments.tests.files import picture, proof  # noqa: E402
from pyjama.calls.models import Call  # noqa: E402
from pyjama.moderation.actions import report  # noqa: E402
from pyjama.moderation.models import Ground, Report  # noqa: E402
from pyjama.organizations.models import Organization  # noqa: E402
from pyjama.outcomes.desk.actions import write_note  # noqa: E402
from pyjama.pages.models import Text  # noqa: E402
from pyjama.volunteers.models import Profile  # noqa: E402
from pyjama.world.build import World, build  # noqa: E402
from tests.journeys.browsers import find_chromium  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTEN = "window.times = 0; window.ran = () => { window.times += 1; }; window.alert = window.ran;"
SWEEP = """async () => {
  const everything = [...document.querySelectorAll("*")];
  const attributes = everything.flatMap((each) => [...each.attributes].map(({ name }) => [each, name]));
  for (const each of everything) {
    for (const name of ["mouseover", "pointerenter", "focus", "animationstart"]) {
      each.dispatchEvent(new Event(name, {bubbles: true}));
    }
    each.focus?.();
    if (["javascript:", "vbscript:", "data:"].includes(each.protocol)) each.click();
  }
  await new Promise((done) => setTimeout(done, 10));
  return window.times + attributes.filter(([, name]) => name.startsWith("on")).length;
}"""


class Stage:
    """The rows that carry payloads, and who reads which page of them."""

    def __init__(self):
        world = World()
        self.call = world.call("kittens")
        self.organization = self.call.organization
        self.contribution = self.call.contributions.answers().first()
        self.author, self.outcome = self.contribution.author, self.call.outcome
        self.profile, _ = Profile.objects.get_or_create(person=self.author)
        uploads = [proof(), SimpleUploadedFile("x.png", picture(), "image/png")]
        files = [(keep_attachment(owner=self.author, file=checked(upload)), "x") for upload in uploads]
        attach(target=self.contribution, person=self.author, files=files)
        self.note = write_note(contribution=self.contribution, author=world.chloe, body="x")
        self.report = report(row=self.contribution, reporter=world.victor, network="192.0.2.1", ground=Ground.SPAM)
        self.text, _ = Text.objects.get_or_create(slug="about", language="en", defaults={"title": "x", "body": "x"})
        self.item = self.report.item
        self.readers = {person: self.client(person) for person in (None, world.chloe, world.odile, self.author)}
        self.world = world

    def client(self, person):
        client = Client(headers={"host": "127.0.0.1:8000"})
        if person:
            client.force_login(person, backend=BACKEND)
        return client

    def write(self, texts):
        """Put a payload into each field, as the actions and forms would have kept it: `texts` gives the next one."""
        Call.objects.filter(pk=self.call.pk).update(title=next(texts)[:90])
        rows = [
            (self.call, next(texts)),
            (self.contribution, next(texts)),
            (self.outcome, next(texts)),
            (self.profile, next(texts)),
        ]
        for row, text in rows:
            row.write(body=text)
            type(row).objects.filter(pk=row.pk).update(body=row.body, body_html=row.body_html)
        names = {"name": next(texts)[:100], "mission_fr": next(texts), "mission_en": next(texts), "city": next(texts)[:80]}
        Organization.objects.filter(pk=self.organization.pk).update(
            **names, website=f"https://example.org/{next(texts)}"[:200]
        )
        User.objects.filter(pk=self.author.pk).update(display_name=next(texts)[:60])
        Profile.objects.filter(pk=self.profile.pk).update(is_public=True)
        for attachment in Attachment.objects.of(self.contribution):
            Attachment.objects.filter(pk=attachment.pk).update(name=next(texts)[:100], alternative=next(texts)[:200])
        type(self.note).objects.filter(pk=self.note.pk).update(body=next(texts))
        Report.objects.filter(pk=self.report.pk).update(words=next(texts)[:1_000])
        Text.objects.filter(pk=self.text.pk).update(title=next(texts)[:90], body=next(texts))

    def pages(self, texts):
        """Each page that shows some of it: who reads, and its path."""
        call = Call.objects.get(pk=self.call.pk)
        world, organization = self.world, Organization.objects.get(pk=self.organization.pk)
        search = quote(next(texts))
        return [
            (None, call.get_absolute_url()), (self.author, call.get_absolute_url()), (None, organization.get_absolute_url()),
            (None, reverse("pages:outcome", args=[call.pk, call.slug])),
            (None, Profile.objects.get(pk=self.profile.pk).get_absolute_url()),
            (None, f"{reverse('pages:calls')}?text={search}"), (None, f"{reverse('account_login')}?next={search}"),
            (world.chloe, reverse("outcomes:desk", args=[call.pk])),
            (world.chloe, reverse("outcomes:story", args=[call.pk])),
            (world.odile, reverse("moderation:item", args=[self.item.pk])), (None, reverse("pages:about")),
            (None, reverse("contributions:former_texts", args=[self.contribution.pk])),
        ]  # fmt: skip


class Reader:
    """A browser that is given pages of the site's own address, under a policy or none."""

    def __init__(self, browser, *, has_policy):
        self.has_policy, self.ran, self.opened = has_policy, [], 0
        self.page = browser.new_context().new_page()
        self.page.add_init_script(LISTEN)
        self.page.route("**/*", self.give)
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def give(self, route):
        if route.request.url == "http://127.0.0.1:8000/shown":
            headers = {"content-type": "text/html; charset=utf-8"}
            if self.has_policy and self.policy:
                headers["content-security-policy"] = self.policy
            return route.fulfill(body=self.body, headers=headers)
        if "canary.example" in route.request.url:
            self.ran.append(("a request to the canary", route.request.url))
        return route.abort()

    def see(self, what, body, policy=""):
        """Open a page; what ran on it is noted by the words `what`."""
        self.body, self.policy = body, policy
        self.page.goto("http://127.0.0.1:8000/shown", wait_until="load")
        self.opened += 1
        if self.page.evaluate(SWEEP):
            self.ran.append((what, body))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take every so manieth payload only")
    given = arguments.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    build()
    everything = payloads()[:: given.every]
    with translation.override("en"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        control, *readers = (Reader(browser, has_policy=has_policy) for has_policy in (False, True, False))
        for text in CONTROLS:
            control.see(text, f"<!doctype html><body>{text}</body>")
        stage = Stage()
        odd = run(stage, readers, everything)
        browser.close()
    sys.stdout.write(f"{len(everything)} payloads; control: {len(control.ran)} of {len(CONTROLS)} ran\n")
    for reader, name in zip(readers, ("with the policy", "without any"), strict=True):
        sys.stdout.write(f"{name}: {reader.opened} pages opened, {len(reader.ran)} ran something\n")
        for what, _body in reader.ran[:20]:
            sys.stdout.write(f"  {what}\n")
    sys.stdout.write(f"pages that were not shown: {odd}\n")


def run(stage, readers, everything):
    """Give every field every payload, in turn; returns which answers were no pages, by status."""
    odd = {}
    for turn in range(len(everything)):
        places = iter(range(turn, turn + 10_000))
        texts = (everything[place * 17 % len(everything)] for place in places)
        with transaction.atomic():
            stage.write(texts)
            for person, path in stage.pages(texts):
                answer = stage.readers[person].get(path)
                if answer.status_code != 200:
                    odd[path.split("?")[0], answer.status_code] = odd.get((path.split("?")[0], answer.status_code), 0) + 1
                    continue
                for reader in readers:
                    reader.see(f"{path}, turn {turn}", answer.content, answer.headers.get("Content-Security-Policy", ""))
            transaction.set_rollback(True)
        if turn % 50 == 0:
            sys.stdout.write(f"{turn} of {len(everything)}, {sum(len(reader.ran) for reader in readers)} ran\n")
            sys.stdout.flush()
    return odd


if __name__ == "__main__":
    main()
