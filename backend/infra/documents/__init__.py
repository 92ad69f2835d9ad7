"""Documents for people: sheets, PDFs, QR codes. They are given values and know no feature."""
