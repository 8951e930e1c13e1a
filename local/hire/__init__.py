"""From a decision to a posted voucher, through the HTTP API alone: how ``bole story`` and ``bole demo`` end."""
