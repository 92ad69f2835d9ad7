"""Who somebody is, all over the country: people, their WeChat identity, their sign-in. It knows no community's affairs."""
