"""Employee grades 职级 and the rules that propose one: a tenant's data, in versions, with the evidence."""
