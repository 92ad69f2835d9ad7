"""Moderation: a text passes WeChat's check, or a person's, before others see it."""
