"""Ground under the features: settings, database, queue, HTTP. It knows none of them."""
