"""The workshop: pages for editors and publishers, one module per part of the work."""
