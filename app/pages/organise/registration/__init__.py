"""Those who come: the invitation, the list of people, files, the door, forgetting."""
