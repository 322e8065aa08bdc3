"""What makes a table without rules: its columns, the cells of its header, the rows of its body."""
