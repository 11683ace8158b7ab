"""The forms of the application, one class per page and per kind of row; each ends in a typed answer."""
