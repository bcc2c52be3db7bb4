"""The red-flag screen: raw text in, the most severe alarm or None out.

It runs on every patient message before everything else. Standard library only, no
model, no index, no file: it works when everything else is down. It knows nothing of
replies, routes or conversations; the caller keeps an alarm sticky and asks `is_over`.
"""

from bot.red_flags.alarm import Alarm, Tier
from bot.red_flags.over import is_over
from bot.red_flags.screen import screen

__all__ = ["Alarm", "Tier", "is_over", "screen"]
