"""Photos: taken in, stripped, stored and shown. It knows nothing of what they are attached to."""
