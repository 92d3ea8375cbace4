"""Tables in files: rows of texts out of CSV and XLSX, whoever wrote them, and into both."""
