"""Between communities: points earned in one are spent in another, through clearing accounts with a ceiling per pair."""
