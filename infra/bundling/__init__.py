"""What goes into the Lambda assets, put together without Docker and without the network where nothing changed."""
