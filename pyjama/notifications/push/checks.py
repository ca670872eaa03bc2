"""What `check` and `check --deploy` say of push."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from pyjama.core import vapid


@register(Tags.compatibility)
def key_is_one(app_configs, **options):
    """A key that was given must be one; none is drawn here, as this may run as another user than the site's."""
    if not settings.VAPID_PRIVATE_KEY:
        return []
    try:
        vapid.public_key()
    except ValueError as wrong:
        hint = f"{wrong} Give 32 bytes in base64url, or unset it: the site then draws a key of its own."
        return [Error("VAPID_PRIVATE_KEY is no private key.", hint=hint, id="pyjama.E010")]
    return []


@register(Tags.compatibility, deploy=True)
def key_is_that_of_all_machines(app_configs, **options):
    """Several machines, which share a Valkey, must be one site to push services: each would draw a key of its own."""
    if settings.VAPID_PRIVATE_KEY or not settings.CACHE_URL:
        return []
    hint = "Give all machines the content of DATA_DIR/vapid_key of the first one."
    return [Warning("VAPID_PRIVATE_KEY is missing, and CACHE_URL is there.", hint=hint, id="pyjama.W003")]


@register(Tags.security, deploy=True)
def pushes_leave_this_machine(app_configs, **options):
    """An endpoint at this machine would let anybody with an account make the worker speak to its other services."""
    if not settings.PUSH_TO_THIS_MACHINE:
        return []
    return [Error("PUSH_TO_THIS_MACHINE lets people reach what listens here.", hint="Unset it.", id="pyjama.E011")]
