"""The same year told in words, in the manners that departments write in: what each figure says is known beforehand.

``python -m tests.kit.variants.prose`` writes texts that differ in everything at once and names what is not read.
"""
