"""All of Sangong on one machine without root or Docker: own PostgreSQL, own Valkey, our programs."""
