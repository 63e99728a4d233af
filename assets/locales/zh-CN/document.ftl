# Rates, the document, definitions and open points.
