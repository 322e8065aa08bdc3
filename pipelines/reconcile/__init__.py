"""Identities as sparse linear equations over printed cells: evaluate them, decide what loads, say what is wrong.

evaluate(facts, documents, rules) -> Evaluation(results, terms)
decide(facts, results, terms, waivers) -> Decision(core, quarantine, statements, waivers_used)
findings(results, terms, facts, rules) -> quality.finding
"""
