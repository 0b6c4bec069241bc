"""Literature behind the method of the report; the scenarios and policies name their own."""

SOURCES = (
    "Bagrow & Bollt 2019, Applied Network Science 4:45 (portrait divergence of networks)",
    "Graf & Schwede 2012, Shitstorm-Skala (storm scale 0 to 6)",
    "Hansen, Kupfer & Hennig-Thurau 2018, International Journal of Research in Marketing "
    "35(4):557–574 (short and lasting damage of 78 firestorms)",
    "Henry & Ramirez-Marquez 2012, Reliability Engineering & System Safety 99:114 (recovery over "
    "loss)",
    "Herhausen et al. 2019, Journal of Marketing 83(3):1–21 (firestorms in brand communities)",
    "Holling 1973, Annual Review of Ecology and Systematics 4:1–23 (resilience)",
)
