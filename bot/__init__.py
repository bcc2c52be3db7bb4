"""What patients meet: the turn, its safety screen and the channels."""
