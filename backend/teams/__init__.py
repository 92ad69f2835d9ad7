"""Teams that carry an entry out: who is on them by their own word, tasks, log, hand-over, report. It knows no money."""
