"""What people think of a topic: statements, votes that nobody can tie to a member, and the map drawn from them."""
