"""Measured wave shapes, as constants with their sources, to be drawn beside the model's."""

HASHTAGS = {
    -12: 0.06, -6: 0.35, -3: 0.68, 0: 1.0, 3: 0.73, 6: 0.43, 9: 0.20, 12: 0.12, 24: 0.08,
    48: 0.03, 72: 0.02,
}  # fmt: skip
"""Hours from the peak → median share of the peak over 500 hashtags; smoothed over about four
hours. Yang & Leskovec 2011, doi 10.1145/1935826.1935863 (SNAP)."""

HIGGS = {-3: 0.1, -2: 0.5, 0: 1.0, 3: 0.5, 13: 0.25, 17: 0.1, 40: 0.05, 64: 0.02}
"""Hours from the peak → share of the peak, retweets, mentions and replies about the Higgs boson,
July 2012, hourly. De Domenico et al. 2013, doi 10.1038/srep02980 (SNAP)."""
