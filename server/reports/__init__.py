"""Reports for the office: a day or a month as XLSX and PDF, made, kept and sent."""
