"""What the bot does: one conversation task a file, as rasa_sdk actions.

Actions read the tracker, call `knowledge`, utter a named response of bot/domain.yml
and return events. They never import Rasa or the bot.
"""
