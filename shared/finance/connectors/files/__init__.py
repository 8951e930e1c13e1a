"""Files for systems that import vouchers: CSV or XLSX by a template, into a bucket or onto an SFTP server."""
