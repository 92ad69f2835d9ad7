"""The opinion map by the published Polis method: pure numbers in, pure numbers out, the same for the same votes.

Source: Small, Bjorkegren, Erkkilä, Shaw, Megill, "Polis: Scaling Deliberation by Mapping High Dimensional Opinion
Spaces", Recerca 26 (2), 2021, doi.org/10.6035/recerca.5516, and the authors' description of the calculation at
compdemocracy.org (algorithms; representativeness; group-informed consensus). Written anew: theirs is under AGPL.
"""
