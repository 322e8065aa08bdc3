"""The same figures printed in many layouts and formats, to see what recognition does not read.

``python -m tests.kit.variants`` writes every variant, reads it and names each fact that is missing, wrong or made up.
The figures are of no department; the layouts are those that published budgets and final accounts use.
"""
