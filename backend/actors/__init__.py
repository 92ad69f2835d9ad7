"""List 1, who takes part: the four criteria computed from what was done, and actors nobody listed yet."""
