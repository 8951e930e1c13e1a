"""Electronic signatures behind a port: the acceptance record of this house, or a signing service over HTTP."""
