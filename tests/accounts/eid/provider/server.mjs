// A certified OpenID provider on loopback for the tests: PKCE is demanded, the number of the person lies behind
// userinfo, and whoever asks says who signs in, at which level. Prints its port and stops with its parent's pipe.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const { client, redirectUris, levels, algorithm } = JSON.parse(process.argv[2]);
const numberScope = "https://id.oidc.se/scope/naturalPersonNumber";
const numberClaim = "https://id.oidc.se/claim/personalIdentityNumber";

function key(type, options, alg) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: randomUUID() };
}

function configuration() {
  return {
    clients: [
      {
        ...client,
        redirect_uris: redirectUris,
        response_types: ["code"],
        grant_types: ["authorization_code"],
        id_token_signed_response_alg: algorithm,
      },
    ],
    jwks: { keys: [key("rsa", { modulusLength: 2048 }, "RS256"), key("ec", { namedCurve: "P-256" }, "ES256")] },
    cookies: { keys: [randomUUID()] },
    pkce: { required: () => true, methods: ["S256"] },
    acrValues: levels,
    scopes: ["openid", "profile", numberScope],
    claims: { openid: ["sub"], profile: ["name"], [numberScope]: [numberClaim] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: "Somebody", [numberClaim]: id }) }),
    ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 },
  };
}

/** `/interaction/<uid>` says that it waits; with `person` and `level` it signs in, with `stop` it refuses. */
async function interact(provider, request, response, address) {
  const details = await provider.interactionDetails(request, response);
  if (address.searchParams.has("stop")) {
    return provider.interactionFinished(request, response, { error: "access_denied" });
  }
  const person = address.searchParams.get("person");
  if (!person) return response.end(`waiting: ${details.prompt.name}`);
  const grant = new provider.Grant({ accountId: person, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  const result = {
    login: { accountId: person, acr: address.searchParams.get("level") },
    consent: { grantId: await grant.save() },
  };
  return provider.interactionFinished(request, response, result);
}

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const provider = new Provider(`http://127.0.0.1:${port}`, configuration());
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const address = new URL(request.url, `http://127.0.0.1:${port}`);
    if (!address.pathname.startsWith("/interaction/")) return answer(request, response);
    return interact(provider, request, response, address).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  console.log(JSON.stringify({ port }));
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
