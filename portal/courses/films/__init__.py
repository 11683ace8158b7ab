"""The craft of films: look into what was uploaded, make fMP4 HLS and what plays without it, in a bounded process."""
