"""What the bot may say: approved pages, their index, and answers quoted from it.

A library of its own: it runs without Rasa, and nothing in it knows of a conversation.
"""
