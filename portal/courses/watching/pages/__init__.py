"""What the pages show, made ready from the shelf and the settings: cards, filters, transcripts, certificates."""
