"""Signing in with an e-ID by OpenID Connect: the only way a resident is known here.

`routes` is the door (`/<lang>/logga-in`, `…/eid/svar`, `…/logga-ut`); `provider` talks to the provider with Authlib;
`id_token` trusts an answer or says why not; `attempt` is what the browser keeps meanwhile; `refusals` has a page for
every way it can end; `service` asks the population register and begins the session. `demo` is a small provider of
the portal's own for the demo: the same protocol, invented people, no identity.

Sources: OpenID Connect Core 1.0; RFC 7636 (PKCE), 9207 (issuer), 9700 (best practice); the Swedish OpenID Connect
profile and its claims (oidc.se, 1.0); requirements R-35 and R-40.
"""
