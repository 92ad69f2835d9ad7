"""The nine lists: kinds by declaration, entries on one table, their moves, the tariff. It knows no claim, no shift."""
