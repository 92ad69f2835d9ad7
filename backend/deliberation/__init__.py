"""Topics that are talked about, stage by stage, and the decision each ends in. List 9 is computed from it."""
