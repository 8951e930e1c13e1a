"""Counterfactual twins: the same answers by somebody else. A judge that scores what was done scores them alike."""
