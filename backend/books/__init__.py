"""The books: accounts, transfers and what backs them. They know records, vouchers and pledges by id alone."""
