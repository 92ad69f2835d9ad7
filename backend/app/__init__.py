"""Composition root: builds the application, the worker and the commands; the only package that knows all features."""
