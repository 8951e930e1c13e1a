"""A generic receiver: vouchers as signed JSON, as Standard Webhooks (standardwebhooks.com) has it."""
