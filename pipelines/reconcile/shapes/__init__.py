"""The shapes of identities: each turns rules of its kind and prepared cells into equations and terms."""
