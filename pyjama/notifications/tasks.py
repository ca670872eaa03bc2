from pyjama.core.schedule import every
from pyjama.notifications.actions import forget_old_news


@every(days=1)
def forget_news():
    """Erase what people were told long ago."""
    forget_old_news()
