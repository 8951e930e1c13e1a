"""The same deployment on one machine: the local cloud, its workers, the command line and the demo."""
