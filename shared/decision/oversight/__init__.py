"""The rubber-stamp meter: whether people look and judge for themselves, or sign what the machine proposes."""
