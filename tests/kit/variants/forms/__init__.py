"""Project lists, goal forms and purchase tables of one department in the shapes that departments print.

``python -m tests.kit.variants.forms`` writes forms that differ in everything at once and names what is not read.
"""
