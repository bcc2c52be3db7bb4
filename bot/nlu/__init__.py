"""Rasa graph components: the encoder's vector, the intent, the entities."""
