"""How well scans are read: digital documents drawn as pictures, read again, and held against their digital reading."""
