"""Quality against public data and plain Rasa: `make bench`, figures in results/."""
