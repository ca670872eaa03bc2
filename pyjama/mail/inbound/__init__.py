"""The doorway for mail: what comes in is kept first, then given to the app that owns the address it came to.

Each app's `mailbox.py` declares its addresses (`routes.receives`).
"""
