"""Law and policy of assistance as plain Python: what is asked, what is complete, what is late, who may apply."""
