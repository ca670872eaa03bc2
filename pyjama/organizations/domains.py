"""What the domain of an e-mail address says of the person who has it."""

from urllib.parse import urlsplit

# Anybody gets an address there in a minute: it proves nothing.
FREE_MAIL = frozenset(
    [
        "aol.com",
        "bell.net",
        "cgocable.ca",
        "fastmail.com",
        "gmail.com",
        "globetrotter.net",
        "gmx.com",
        "gmx.net",
        "googlemail.com",
        "hotmail.ca",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.ca",
        "live.com",
        "live.fr",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.com",
        "outlook.fr",
        "proton.me",
        "protonmail.com",
        "rogers.com",
        "sasktel.net",
        "shaw.ca",
        "sympatico.ca",
        "telus.net",
        "tutanota.com",
        "videotron.ca",
        "videotron.qc.ca",
        "yahoo.ca",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
        "zoho.com",
    ]
)
# Anybody opens a page there: its domain is not the organization's.
SHARED = frozenset(
    [
        "blogspot.com",
        "facebook.com",
        "fb.com",
        "github.io",
        "google.com",
        "instagram.com",
        "linkedin.com",
        "sites.google.com",
        "squarespace.com",
        "twitter.com",
        "weebly.com",
        "wixsite.com",
        "wordpress.com",
        "x.com",
        "youtube.com",
    ]
)


def host_of(website):
    """The host (str) of a website, without its www; "" where there is none."""
    return (urlsplit(website).hostname or "").removeprefix("www.")


def is_within(name, domain):
    """Say whether a name is a domain, or below it."""
    return name == domain or name.endswith(f".{domain}")


def is_shared(host):
    """Say whether anybody may open a page at a host."""
    return any(is_within(host, domain) for domain in SHARED)


def is_free_mail(domain):
    return domain in FREE_MAIL


def are_of_one(host, domain):
    """Say whether a website's host and the domain of a mail address are one's, or one is below the other."""
    return is_within(host, domain) or is_within(domain, host)
