"""The matching model: pure values and decisions. It knows no SQL, no clock and no person's name."""
