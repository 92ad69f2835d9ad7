"""What exists in demo mode alone: identities to choose from, a clock that can be moved on, made-up data."""
