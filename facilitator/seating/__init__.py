"""Seats people at tables so that they meet others: plans, and how good they are."""
