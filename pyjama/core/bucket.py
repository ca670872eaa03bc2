"""Files in a bucket of a service that speaks S3: nobody else reads it, and people get them through the site."""

from contextlib import contextmanager
from functools import wraps
from urllib.parse import quote

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

# Somebody waits for the page.
PATIENCE = {"connect_timeout": 3, "read_timeout": 20, "retries": {"mode": "standard", "max_attempts": 3}}


@contextmanager
def told_as_of_a_disk():
    """A service that fails is a disk that fails: an OSError."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        # The message may name the key.
        raise OSError(f"The bucket of files does not do it: {type(error).__name__}.") from error


def as_of_a_disk(method):
    return wraps(method)(told_as_of_a_disk()(method))


class Bucket(S3Storage):
    """One folder (`location`) of the bucket; a file there has the same address on the site as one on its disk."""

    def __init__(self, *, endpoint_url="", **options):
        style = {"addressing_style": "path" if endpoint_url else "auto"}
        config = Config(s3=style, signature_version="s3v4", **PATIENCE)
        super().__init__(
            endpoint_url=endpoint_url or None, client_config=config, file_overwrite=False, default_acl=None, **options
        )

    def url(self, name, **_options):
        return f"{settings.MEDIA_URL}{quote(name)}"

    _open = as_of_a_disk(S3Storage._open)
    _save = as_of_a_disk(S3Storage._save)
    delete = as_of_a_disk(S3Storage.delete)
    exists = as_of_a_disk(S3Storage.exists)
    listdir = as_of_a_disk(S3Storage.listdir)
    get_modified_time = as_of_a_disk(S3Storage.get_modified_time)
