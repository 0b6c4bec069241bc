"""Looking at results: the squeeze ball, the curves, the report. Contains no model logic."""
