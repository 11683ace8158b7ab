"""Reports about a place in town, usually begun by scanning the QR code on its sign."""
