"""What is taken home from a meeting."""
