"""What is written to people: templates in both languages, a company's own versions, and sending each message once."""
