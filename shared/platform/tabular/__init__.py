"""Tables that people upload (CSV, XLSX): read whatever program wrote them, every fault named by row and column."""
