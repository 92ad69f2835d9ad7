"""Photos: taken in, cleaned, kept in a store, shown at signed addresses. It knows no thing a photo belongs to."""
