from django.db import models


class Turn(models.Model):
    """How often the workers did a round, and how often it failed: what says that a worker is alive."""

    round = models.CharField(max_length=100, unique=True)
    done = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField()
    last_failed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round"]

    def __str__(self):
        return f"{self.round}: {self.done}, {self.failed} of them failed"
