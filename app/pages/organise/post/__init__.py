"""Letters to those who come, and what became of them."""
