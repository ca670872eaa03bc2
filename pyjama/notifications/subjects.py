"""What can be followed or muted: models that say so by `can_be_followed`, found through their own scope."""

from django.apps import apps


def models():
    """The models (a dict by their names in an address)."""
    return {model._meta.model_name: model for model in apps.get_models() if getattr(model, "can_be_followed", False)}


def find(name, pk, reader):
    """The row that a reader may see, or None."""
    model = models().get(name)
    return model.objects.visible_to(reader).filter(pk=pk).first() if model else None
