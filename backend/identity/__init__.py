"""Who somebody is, in the whole country: people, WeChat identities, sign-in. It knows no community's affairs."""
