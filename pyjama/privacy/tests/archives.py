"""An export, opened."""

import io
import json
from zipfile import ZipFile


class Archive:
    """The file that a person downloads."""

    def __init__(self, content):
        self.zip = ZipFile(io.BytesIO(content))
        self.names = self.zip.namelist()

    def text(self, name):
        return self.zip.read(name).decode()

    def rows(self, stem):
        return json.loads(self.text(f"json/{stem}.json"))

    def all_of(self, folder):
        """Everything in a folder of it, one after the other (bytes)."""
        return b"".join(self.zip.read(name) for name in self.names if name.startswith(folder))
