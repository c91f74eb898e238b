import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const shown = (frame: string, value: string) =>
  redactor.redact(frame.replace("§", value), { sink: "context" }).text.includes(value);

/** The same in each run, and drawn at random for whoever looks at them. */
const drawn = (name: string) => createHash("sha512").update(name).digest();
/** As long as a commit's name and a digest, and as the keys of many services. */
const asHex = (bytes: number) =>
  drawn("key")
    .toString("hex")
    .slice(0, 2 * bytes);

describe("a secret dressed up as what is public", () => {
  it.each([
    ["in the path of a commit", "api_key: https://git.example.com/shop/commit/§"],
    ["in the path of a tree", 'API_TOKEN="https://git.example.com/shop/tree/§"'],
    ["in any other path", "secret: https://example.com/p/§"],
    ["as a digest", "api_key: sha256:§"],
    ["as a commit", "token=commit/§"],
    ["as a version", 'api_key = "v1.2.3-§"'],
    ["as a dated release", "access_token: 2026-11-02-§"],
    ["as a release of an action", "token: shop/deploy@§"],
    ["behind words of another script", 'api_key: "ключ-от-магазина-§"'],
    ["with a name for what is public at the end of it", "client_secret=§ # sha256"],
    ["after a certificate's first line", "api_key -----BEGIN CERTIFICATE----- §"],
    ["with a prefix like a resource's", "The token that we all use is this one, live-§"],
    ["under a name that is half a riddle", 'gpt4oMiniApiKeyV2: "§"'],
    ["with an end like a file's", "The access token that we use, prod/§.txt"],
    ["beside a digest that is none", "The token's sha256: §, keep it"],
  ])("[G6] is found %s", (_, frame) => {
    expect(shown(frame, asHex(20))).toBe(false);
  });
});

describe("what is random and public", () => {
  const commit = asHex(20);
  const digest = asHex(32);

  it.each([
    "* **api:** fix streaming ([a1b2c3d](https://github.com/openai/openai-node/commit/§))",
    "* **webhooks:** retry ([a1b2c3d](https://github.com/stripe/stripe-node/commit/§))",
    "See [the tokens](https://github.com/shop/token-service/blob/§/README.md#L10)",
    "[diff](https://github.com/slack/slack/compare/§...main)",
    "Uses the auth session: [notes](https://docs.example.com/document/d/§/edit)",
    '<img alt="Netlify" src="https://api.netlify.com/api/v1/badges/§/deploy-status">',
    "- uses: twilio/setup-key@§ # v4",
    "permissions:\n  id-token: write\nsteps:\n  - uses: actions/checkout@§",
    "FetchContent_Declare(x\n  GIT_REPOSITORY https://github.com/google/x.git\n  GIT_TAG §)",
    '"name": "pg-cloudflare",\n  "gitHead": "§"',
    '"Key": "HappyFace.jpg", "VersionId": "§"',
    '"clientToken": "none", "commentId": "§"',
    "object §\ntype commit\ntag signed",
    "index a1b2c3d4e5f6..§ session.ts",
    "Submodule path 'vendor/session': checked out '§'",
    '"name": "auth/client", "reference": "§"',
  ])("is left alone: %s", (frame) => {
    expect(shown(frame, commit)).toBe(true);
  });

  it.each([
    "key.js,sha256:§",
    '{"Key": "a.jpg", "ETag": "\\"§\\""}',
    "auth image registry.example.com/auth@sha256:§",
    "api digest: §",
    "SHA256 (openai-1.2.tar.gz) = §",
    "FROM stripe:1.2@sha256:§",
    "Cache restored from key: Linux-npm-§",
    '"token.css": "/static/auth.§.css"',
    "credentials v1.2.3 h1:§",
  ])("is left alone as a digest: %s", (frame) => {
    expect(shown(frame, digest)).toBe(true);
  });

  it("is left alone in certificates and public keys", () => {
    for (const kind of ["CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY"])
      for (let turn = 0; turn < 20; turn++) {
        const parts = Array.from({ length: 11 }, (_, part) => drawn(`${kind} ${turn} ${part}`));
        const body = Buffer.concat([Buffer.from([0x30, 0x82]), ...parts]).toString("base64");
        const lines = body.match(/.{1,64}/g) ?? [];
        const text = `key: |\n-----BEGIN ${kind}-----\n${lines.join("\n")}\n-----END ${kind}-----\n`;
        expect(redactor.redact(text, { sink: "context" }).text).toBe(text);
      }
  });

  it.each([
    "* fix the password's length ([a1b2c3d4](https://git.example.com/shop/commit/a1b2c3d4))",
    "CVE-2024-35664 in openai, GHSA-53gj-najh-4oj8",
    'resource "aws_vpc" "session" {\n  subnet = "subnet-1173a74ea91342f59"\n}',
    "kubectl get secret shop-5d7f9c8b6d-x2x9q",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\session\\{0587802B-8D34-45B1-A6E6-A5D7FE58BF36}",
    "[openai] request e4b788b4-b6ef-42b5-a643-491bcfa0faf8 took 12 ms",
    "SLACK_BOT_TOKEN=xoxb-your-token",
    "Authorization: Bearer eyJhbGciOi...",
    "Files: contrib/slapd-modules/passwd/sha2/*",
    '"HTTPPasswordMgr", "urllib2"',
    "GLAPI void APIENTRY glCopyTexImage1D (GLenum target, GLint level);",
    "the key's `mgf1HashAlgorithm`, and `saltLength`",
    "PWM_GET_PERIOD = 5001,\nPWM_SET_PERIOD = 5000",
    '"typeName": "AWS::EC2::VPCEndpoint"',
    '"keyId": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
    "_POSIX_MESSAGE_PASSING == 200112L",
    '"Unexpected_token_Did_you_mean_or_gt_1382": "予期しないトークンです。`>` または `&gt;` を意図していましたか?"',
  ])("is left alone as a program's name or words: %s", (text) => {
    expect(redactor.redact(text, { sink: "context" }).text).toBe(text);
  });
});
