"""Benchmarks. Each module measures one part beside its plain alternative, in the same run, and returns rows."""
