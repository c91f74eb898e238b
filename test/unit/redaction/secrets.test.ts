import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();

function secretsIn(text: string): readonly string[] {
  return redactor
    .find(text)
    .filter(({ type }) => type === "SECRET")
    .map(({ start, end }) => text.slice(start, end));
}

/** The same values in each run, and none of them in this repository. */
let state = 7;
function draw(alphabet: string, length: number): string {
  let drawn = "";
  while (drawn.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    drawn += alphabet[(state >>> 8) % alphabet.length];
  }
  return drawn;
}

const digits = "0123456789";
const small = "abcdefghijklmnopqrstuvwxyz";
const mixed = `${digits}${small}${small.toUpperCase()}`;
const hex = (length: number) => draw("0123456789abcdef", length);
const letters = (length: number) => draw(mixed, length);
const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
/** A password that somebody chose: letters of both cases and a digit within. */
const password = () => `${draw(small, 3)}${draw(small.toUpperCase(), 2)}${draw(digits, 2)}${draw(small, 3)}`;

/** `§` stands for the value, which must be found whole and alone. */
function findsExactly(frame: string, value: string): void {
  expect(secretsIn(frame.replace("§", () => value))).toEqual([value]);
}

describe("keys of services that no rule knows", () => {
  const issued = [
    hex(32),
    hex(64),
    letters(24),
    letters(40),
    `${letters(43)}=`,
    uuid(),
    `qx_live_${letters(32)}`,
  ];

  it.each([
    "QUILLSTACK_API_KEY=§\nPORT=3000",
    'export QUILLSTACK_TOKEN="§";',
    "quillstack:\n  accessToken: §\n  retries: 3",
    '{"quillstack": {"apiKey": "§", "region": "eu"}}',
    '{"body":"{\\"authToken\\":\\"§\\"}"}',
    'variable "quillstack_secret" {\n  type    = string\n  default = "§"\n}',
    "ENV QUILLSTACK_SECRET §",
    "      - QUILLSTACK_TOKEN=§",
    "  - name: API_TOKEN\n    value: '§'",
    "quillstack login --token § --region eu",
    'curl -H "Authorization: Bearer §" https://api.quillstack.example/v1',
    "curl -H 'X-Quillstack-Key: §' https://api.quillstack.example",
    "GET /v1 HTTP/1.1\nAuthorization: §\nAccept: */*",
    "https://api.quillstack.example/v1?q=x&api_key=§&format=json",
    "https://api.quillstack.example/v1?key=§",
    'client = quillstack.Client(api_key="§")',
    'var client = new QuillstackClient("§");',
    'let client = Quillstack::connect("§");',
    'private static final String SECRET_KEY = "§";',
    'config.put("quillstack.token", "§");',
    '<add key="QuillstackApiKey" value="§" />',
    "<apiKey>§</apiKey>",
    "<key>ApiToken</key>\n<string>§</string>",
    "quillstack.client-secret=§",
    "Here is the access token: §.",
    "# Quillstack API key\nvalue = '§'",
  ])("are found by what stands around them: %s", (frame) => {
    // A full stop may belong to the last sentence.
    for (const value of issued) findsExactly(frame, value);
  });
});

describe("passwords", () => {
  it.each([
    "the password is §",
    "pw: §",
    "Login: admin\nPass: §",
    "login admin / §",
    "creds: admin:§",
    "I changed the password to §, tell nobody",
    "New password for bob: §",
    "Use password § to open it.",
    "Das Kennwort lautet §",
    "mot de passe : §",
    "contraseña: §",
    "hasło: §",
    "пароль: §",
    "密码：§",
    "machine api.example.com login me password §",
    "db.example.com:5432:app:appuser:§",
    "requirepass §",
    'psk="§"',
    "WIFI:S:home;T:WPA;P:§;;",
    "mysql -u root -p§ shop",
    "sshpass -p '§' ssh root@10.0.0.1",
    "docker login -u me -p § registry.example.com",
    'echo "root:§" | chpasswd',
    "curl -uadmin:§ http://localhost",
    "openssl rsa -in k.pem -passin pass:§",
    "CREATE USER 'app'@'%' IDENTIFIED BY '§';",
    "ALTER USER app WITH PASSWORD '§';",
    "postgres://app:§@db.internal:5432/shop",
    "mssql://sa:§@sql:1433/m",
    "jdbc:postgresql://db/app?user=app&password=§&ssl=true",
    "Server=tcp:db,1433;User ID=app;Password=§;Encrypt=True",
    'user.setPassword("§");',
    "login('bob', '§')",
    'DriverManager.getConnection(url, "app", "§");',
    'if (password === "§") return true;',
    "PGPASSWORD=§ psql -h db",
  ])("are found where they are said, typed and stored: %s", (frame) => {
    for (let turn = 0; turn < 4; turn++) findsExactly(frame, password());
  });
});

describe("other secrets", () => {
  const crypt = (length: number) => draw(`${mixed}./`, length);

  it.each([
    ["bob:§", `$apr1$${crypt(8)}$${crypt(22)}`],
    ["root:§:19000:0:99999:7:::", `$6$${crypt(16)}$${crypt(86)}`],
    ["§ is what the table holds", `$2b$12$${crypt(53)}`],
    ["§ is what the directory holds", `{SSHA}${letters(32)}`],
    ["otpauth://totp/ACME:bob?secret=§&issuer=ACME", draw("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32)],
    [
      "recovery key: §",
      Array.from({ length: 6 }, () => `${draw(small.toUpperCase(), 2)}${draw(digits, 2)}`).join("-"),
    ],
    ["Set-Cookie: PHPSESSID=§; path=/", draw(`${digits}${small}`, 26)],
    ["https://chat.example.com/hooks/§", draw(`${digits}${small}`, 26)],
    ["https://app.example.com/reset-password/§", letters(43)],
    ['{"kty":"EC","crv":"P-256","d":"§","x":"ab"}', letters(43)],
    ["https://api.telegram.org/bot§/sendMessage", `${draw("123456789", 10)}:AA${letters(33)}`],
    ["https://x.blob.core.windows.net/c?sv=2022-11-02&sp=rl&sig=§", `${letters(20)}%2B${letters(20)}%3D`],
  ])("are found by their form or place: %s", findsExactly);

  it("are found whole, whatever joins their parts", () => {
    for (const joint of [":", "|", "!"])
      findsExactly("QUILLSTACK_API_KEY=§", `${letters(12)}${joint}${letters(32)}`);
    findsExactly("token: §", letters(4000));
  });

  it("are found in addresses and flags with signs that others would encode", () => {
    findsExactly("mssql://sa:§@sql:1433/m", `${password()}#1`);
    findsExactly('./run --passphrase "§"', `${password()} ${draw(small, 6)} ${draw(small, 5)}`);
  });

  it("are found in private keys of every kind, also indented and escaped", () => {
    for (const kind of ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"]) {
      const lines = Array.from({ length: 6 }, () => letters(64));
      const key = [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`];
      for (const joint of ["\n", "\n    ", "\\n", "\r\n", " "]) findsExactly('key: "§"', key.join(joint));
    }
    findsExactly("Private-Lines: 1§\nPrivate-MAC: 0", `\n${letters(64)}`);
  });

  it("[G6] are found in a stream as in the whole, also where spaces divide them", () => {
    const phrase = Array.from({ length: 24 }, () => draw(small, 6)).join(" ");
    const filler = "The review went through every open order. ".repeat(4);
    const text = [
      `mnemonic: ${phrase}`,
      `./run --passphrase "${password()} ${draw(small, 6)} ${draw(small, 5)}"`,
      `Cookie: ${Array.from({ length: 9 }, () => `${draw(small, 3)}=${letters(32)}`).join("; ")}`,
      `recovery codes: ${Array.from({ length: 10 }, () => `${draw(digits, 4)}-${draw(small, 4)}`).join(", ")}`,
    ].join(`\n${filler}\n`);
    for (const size of [1, 7, 40]) {
      const stream = redactor.stream({ sink: "context" });
      let shown = "";
      for (let at = 0; at < text.length; at += size) shown += stream.push(text.slice(at, at + size));
      expect(shown + stream.end()).toBe(redactor.redact(text, { sink: "context" }).text);
    }
  });

  it("are found in each code of a list", () => {
    const codes = Array.from({ length: 4 }, () => `${draw(digits, 2)}${draw(small, 3)}-${draw(small, 5)}`);
    expect(secretsIn(`recovery codes:\n${codes.join("\n")}\n`)).toEqual(codes);
  });
});

describe("what only looks like a secret", () => {
  it.each([
    "API_KEY=YOUR_API_KEY",
    "token=$GITHUB_TOKEN",
    "password: {{ .Values.db.password }}",
    "PASSWORD=$(cat /run/secrets/db)",
    'password = os.environ["DB_PASSWORD"]',
    'password = getpass.getpass("Password: ")',
    "password=settings.DB_PASSWORD",
    "password: op://Private/db/password",
    'private_key_path = "~/.ssh/id_ed25519"',
    "secretKeyRef:\n  name: db-credentials\n  key: password",
    "credentialsId: 'deploy-key-of-the-shop'",
    '"token_type": "Bearer"',
    'passwordField: "passwordInput"',
    "Your password must have 8 characters and one digit.",
    '"forgotPassword": "Forgot your password?"',
    "'password' => 'The password is incorrect.'",
    "UPDATE users SET password = :password WHERE id = :id",
    "INSERT INTO users (name, password) VALUES (?, ?)",
    "Failed password for invalid user admin from 10.0.0.5 port 2222 ssh2",
    "root:x:0:0:root:/root:/bin/bash",
    "mysql -u root -p shop",
    "tokenizer: cl100k_base",
    "max_tokens: 4096",
    "OPENAI_MODEL=gpt-4o-mini-2024-07-18",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-settings",
    'const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"',
    'key: deps-{{ checksum "package.json" }}',
    "struct bpf_tunnel_key key = {}; bpf_skb_get_tunnel_key(skb, &key)",
    "Set-Cookie: lang=en-GB; consent=accepted",
    "recovery codes: store them safely",
  ])("is left alone: %s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it.each([
    ["commit §\nAuthor: A", hex(40)],
    ["image: nginx@sha256:§", hex(64)],
    ['"integrity": "sha512-§=="', letters(86)],
    ["github.com/google/btree v0.0.0-20180813153112-§/go.mod h1:", hex(12)],
    ['ETag: "§"', hex(32)],
    ["public key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI§", letters(43)],
    ["gpg: using RSA key §", hex(40).toUpperCase()],
    ["BUILD_SHA=§", hex(40)],
    ["request_id=§ status=200", uuid()],
  ])("is left alone although it is drawn at random: %s", (frame, value) => {
    expect(secretsIn(frame.replace("§", value))).toEqual([]);
  });
});
