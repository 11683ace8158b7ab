"""A small OpenID provider for the demo: the real protocol, invented people, no identity.

It is registered in the demo alone. `asking` reads what a client asks for, `codes` and `tokens` make what it gets,
`routes` are its four addresses below `/demo-eid`.
"""
