from pyjama.operating.actions.backup import make_backup
from pyjama.operating.actions.restore import restore

__all__ = ["make_backup", "restore"]
