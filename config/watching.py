"""How the site is watched over: its log, its figures, and the room it keeps free."""

import os

from config.environment import DEBUG

# Whoever knows it may read /metrics; without one nobody may.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
# Below so much free room on the disk of the data, in bytes, the site takes nothing in: people read on.
LEAST_FREE = int(os.environ.get("LEAST_FREE_MB", "200")) * 1024 * 1024

# Nothing about people is written down: core/logs.py takes it out of every line, but for developers.
LOG_FORMAT = os.environ.get("LOG_FORMAT", "line")
LINE_FORMATTER = "logging.Formatter" if DEBUG else "pyjama.core.logs.LineFormatter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": LINE_FORMATTER, "format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "pyjama.core.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
