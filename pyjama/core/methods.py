"""What a request asks to be done."""

# They look, and change nothing (RFC 9110, section 9.2.1).
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
