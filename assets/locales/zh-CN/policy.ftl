# The policy: finding one's way, screening, what authorities owe.
