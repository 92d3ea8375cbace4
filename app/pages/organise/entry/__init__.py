"""Who the organisers are, and how they come in and go."""
