"""The demo of assistance: twelve invented households through several months, one or more in each state.

`families` says who they are, `family` what they answer; `writing` puts answers into a draft's pages as a person would
have typed them; `telling` lives through the months with the real services, each act at its own moment; `stories` says
what happens to each household. Their people are those of the simulated population register, so that anybody can sign
in as one of them with the demo e-ID and read on.
"""
