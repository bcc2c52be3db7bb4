"""What one core serves, and how it grows with server processes on one PostgreSQL."""
