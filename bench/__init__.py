"""How quick the server is under a whole hall's load, beside a bare server in the same run."""
