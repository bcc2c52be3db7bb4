"""What runs the program elsewhere: images, compose files, alerts."""
