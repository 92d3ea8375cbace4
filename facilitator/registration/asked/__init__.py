"""What people are asked when they register, and what they answer."""
