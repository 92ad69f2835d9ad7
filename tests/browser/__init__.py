"""Tests in a real Chromium, on the whole of Sangong as `make run` starts it."""
