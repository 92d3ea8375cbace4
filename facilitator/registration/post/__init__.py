"""What is written to those who registered, and what becomes of it."""
