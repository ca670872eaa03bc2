from django import template

from pyjama.core import vapid
from pyjama.notifications.push.models import Device

register = template.Library()


@register.inclusion_tag("push/_devices.html", takes_context=True)
def devices(context):
    """The reader's devices that ring, and the button that makes this one ring."""
    request = context["request"]
    hers = list(Device.objects.visible_to(request.user))
    here = next((device for device in hers if device.session_key == request.session.session_key), None)
    return {"request": request, "devices": hers, "here": here, "key": vapid.public_key()}
