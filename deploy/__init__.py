"""How Sangong is set up and run; nothing here is ever imported by the backend."""
