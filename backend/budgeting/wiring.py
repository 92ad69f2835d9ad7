"""What app plugs in from budgeting."""
