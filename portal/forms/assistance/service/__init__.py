"""What can happen to an application for assistance, one module per actor; call as `filing.file(...)`."""
