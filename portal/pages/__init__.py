"""Pages that belong to no service: home, about, privacy, accessibility; and what operations ask for.

The privacy page is generated from the settings and the features, so that it cannot promise what is not done.
The accessibility statement follows lagen (2018:1937) om tillgänglighet till digital offentlig service, 13 §.
"""
