"""A Valkey (or Redis) that may be away: the site goes on without what is in it, and asks again a little later.

Limits count nothing meanwhile, and no page is kept. Nobody waits for it: who finds it away tells the others of this process.
"""

import logging
import time
from functools import wraps

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Unconnected
from redis.exceptions import RedisError
from redis.retry import Retry

ASKED_AGAIN_SECONDS = 5
# One that was started anew has closed the connections that were open: the first failure says nothing.
PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry_on_error": [Unconnected]}

logger = logging.getLogger(__name__)
away = {"until": 0.0}


def or_else(answer):
    """Have a method of the client return what `answer` gives for its arguments while the server is away."""

    def decorate(method):
        @wraps(method)
        def ask(self, *arguments):
            if away["until"] <= time.monotonic():
                try:
                    return method(self, *arguments)
                except RedisError as error:
                    logger.warning("Valkey is away: %s", type(error).__name__)
                    away["until"] = time.monotonic() + ASKED_AGAIN_SECONDS
            return answer(*arguments)

        return ask

    return decorate


class PatientClient(RedisCacheClient):
    """Django's own, which answers as an empty cache does while the server is away; what was to be kept is False then."""

    add = or_else(lambda *_: False)(RedisCacheClient.add)
    get = or_else(lambda key, default: default)(RedisCacheClient.get)
    touch = or_else(lambda *_: False)(RedisCacheClient.touch)
    delete = or_else(lambda *_: False)(RedisCacheClient.delete)
    get_many = or_else(lambda *_: {})(RedisCacheClient.get_many)
    has_key = or_else(lambda *_: False)(RedisCacheClient.has_key)
    incr = or_else(lambda key, delta: delta)(RedisCacheClient.incr)
    set_many = or_else(lambda *_: None)(RedisCacheClient.set_many)
    delete_many = or_else(lambda *_: None)(RedisCacheClient.delete_many)
    clear = or_else(lambda *_: False)(RedisCacheClient.clear)

    @or_else(lambda *_: False)
    def set(self, key, value, timeout):
        super().set(key, value, timeout)
        return True


class Valkey(RedisCache):
    """Django's own backend, with patience; `set` says whether it was kept (bool)."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = PatientClient
        self._options = PATIENCE | {"retry": Retry(NoBackoff(), 1)} | self._options

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        return self._cache.set(key, value, self.get_backend_timeout(timeout))
