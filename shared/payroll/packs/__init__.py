"""The payroll rules of a country: a pack of dated data, each with its law, its source and the day it begins to hold."""
