"""Names of persons as strangers may see them."""


def mask_name(name: str) -> str:
    """Return the first character and a star (王*); an empty name stays a star."""
    return f"{name[:1]}*"
