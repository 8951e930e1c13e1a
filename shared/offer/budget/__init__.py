"""What offers hold of a requisition's budget and heads: one row a requisition, changed in the offer's transaction."""
