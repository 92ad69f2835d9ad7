"""From any thing to what it came from and what became of it. It reads links and asks features for the names."""
