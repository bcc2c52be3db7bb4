"""Notes to the clinic's team that patients agreed to, until they are taken."""
