"""Those who registered, as lists and figures: found, taken in and out of files, counted."""
