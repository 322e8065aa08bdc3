"""Running one function over many items, each within limits of time and memory."""
