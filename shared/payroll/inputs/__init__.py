"""What a month brings that no contract says: attendance, overtime, leave, one-off items and corrections."""
