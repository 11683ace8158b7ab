"""Paper for both sides: the snapshot as signed (`application`), the decision and how to appeal (`decision`)."""
