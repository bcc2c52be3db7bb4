"""Ways in: the channels that are this project's own."""
