"""The unified social credit code 统一社会信用代码 of organisations in China."""

# GB 32100-2015 table 1: digits and capitals without I, O, S, V, Z; a character's place is its value.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def check_character(body: str) -> str:
    """Return the 18th character for the first 17 (GB 32100-2015: weights 3^(i-1) modulo 31).

    Raises ValueError for a character that the standard does not have.
    """
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return ALPHABET[-total % 31]


def is_credit_code(code: str) -> bool:
    """Tell whether ``code`` has 18 characters of the standard and the right one at its end."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]
