"""What every step speaks of: the vocabulary, each word in one file, and the shape every reader gives.

statements          the statements that are published and what is known of each (statements.toml)
measures            what an amount column measures
row_roles           what a line is in the sum of its table
column_roles        what a column holds
fund_sources        where money comes from
expenditure_types   basic or project
bodies              whose money a disclosure shows
three_public        items of a 三公 table
corrections         on which side of a correction a table stands
printed             what a document prints besides statements
standings           whether what a document prints stands
stages, flows       budget or final accounts; income, spending, balances
schemes             what lines are classified by
form_words          kinds of forms and lists, roles of their columns, labels of a head, fields of a row
judgements          verdicts, severities, assurance
units               yuan in each money unit
scan_options        how pages that are pictures are read
figure_marks        what stands around a printed figure
schema              the tables of the warehouse: names, types, keys and descriptions of their columns
sentences           every sentence a person reads, in both languages
decisions           what a person has decided of bodies and of documents
shards              the parts the warehouse is the union of
terms, entries      what a vocabulary is, and how its files are read
document            pages, paragraphs, grids and cells as a reader saw them
patterns            patterns that several steps share
groups              what belongs together, directly or through others
logs                log lines that name their document
faults              what the machine refuses, in words
temporary           a folder of a process for its temporary files
keeping             how the bytes of documents are kept
text, amounts       texts as they are compared, printed figures as `Decimal`
patterns            lines and cells that more than one reader looks for

Nothing outside this package writes one of its words as a bare string where the word alone says what is meant
(tests/model/test_bare_words.py).  An unknown word in a data file is an error that names the file and the line.
"""
