"""Files in: registry files (CSV and XLSX) become rows that the casework can keep."""
