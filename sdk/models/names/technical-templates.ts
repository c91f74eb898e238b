/**
 * Lines of code, logs, licences and documentation to learn names from, written for this purpose. Beside the slots of
 * `templates.ts`: `{lib}`, `{Lib}`, `{tool}`, `{eponym}`, `{standard}`, `{codename}`, `{identifier}`, `{Type}`, `{file}`,
 * `{version}`, `{commit}`, `{caps}`, `{letter}` are no names; `{handle}` and `{mail}` may be taken for one or not.
 */
export const technicalTemplates: readonly string[] = [
  // People in licences, packages and credits
  "Copyright (c) [{n}|{n}-{n}|{n}-present,] {person}",
  "Copyright [(C)|©|(c)|] {n}, {person} and contributors",
  "Copyright [(c)|©] {n} {person} <{mail}>",
  "Copyright (c) {n} [{person}](https://{handle}.example)",
  "© {n} {person}. All rights reserved.",
  " * Copyright {n} {person}, {person}",
  "# Copyright (C) {n} {org}\n# Author: {person} <{mail}>",
  "/*! {lib} v{version} | (c) {n} {person} | MIT */",
  "Portions copyright {n} by {person}, used with permission.",
  "Copyright {n} {org}. Licensed under the {standard} licence.",
  "Copyright [(c)|(C)] {n} {org}[. All rights reserved.| and its affiliates.|]",
  '"author": "{person} <{mail}>",',
  '"author": "{person}",\n"license": "MIT",',
  '"author": { "name": "{person}", "email": "{mail}", "url": "https://{handle}.example" },',
  '"contributors": [\n  "{person} <{mail}>",\n  "{person} (https://github.com/{handle})"\n],',
  '"maintainers": [{ "name": "{handle}", "email": "{mail}" }],\n"name": "{lib}",',
  'authors = ["{person} <{mail}>"]\nname = "{lib}"\nversion = "{version}"',
  "Maintainer: {person} <{mail}>\nPackage: {lib}\nVersion: {version}",
  " * @author {person}[| <{mail}>]\n * @since {version}",
  " * @author {person}\n * @param {{Type}} {identifier}",
  "// [TODO|FIXME|NOTE]({handle}): {identifier} should return a {Type}",
  "# [Written|Contributed|Ported to {codename}] by {person}, {month} {n}",
  "- [{person}](https://github.com/{handle})",
  "* [{handle}](https://github.com/{handle}) - **{person}** (he/him)",
  "These types were written by [{person}](https://github.com/{handle}), and [{person}](https://github.com/{handle}).",
  "| [{handle}](https://github.com/{handle}) | {person} | {n} |",
  '<td><a href="https://{handle}.example"><img alt="{person}"/><br /><sub><b>{person}</b></sub></a></td>',
  "* {person} ([@{handle}](https://github.com/{handle}))\n* {person} ([@{handle}](https://github.com/{handle}))",
  "- {person} <{mail}>\n- {person} <{mail}>\n- {person} <{mail}>",
  "AUTHORS\n       Written by {person} and {person}.",
  "Thanks to {person} (@{handle}) for [the report|finding this|the patch|pointing it out].",
  "- Fix {identifier} in {file} (#{n}) ({person})",
  "- {identifier}: don't throw on empty input [#{n}](https://example.com/{lib}/pull/{n}) ({person})",
  "* [[`{commit}`](https://example.com/commit/{commit})] - **{lib}**: update {tool} ({person}) [#{n}](https://example.com/{n})",
  "Reported[-by|-and-tested-by| by]: {person} <{mail}>",
  "[Signed-off-by|Reviewed-by|Acked-by|Co-authored-by|Tested-by|Suggested-by|Cc]: {person} <{mail}>",
  "commit {commit}\nAuthor: {person} <{mail}>\nDate:   Tue Mar 4 10:{n} {n} +0100\n\n    Use {Lib} in {file}",
  "{commit} ({person} {n}-03-04 10:12:31 +0000 {n}) {identifier}();",
  "[Based on|Adapted from|Inspired by] {lib} by {person}, and on a paper by {last} and {last} ({n}).",
  'See {last} et al., "Fast {eponym} on {tool}", {n}.',
  "[RFC {n}|draft-{lib}-{n}]                {standard}                {month} {n}\n\n{initial} {last}, Ed.\n{org}",
  '   [{standard}]  {last}, {initial}, "{heading}", RFC {n}, {month} {n}.',
  "Questions? Ask {first} in #{lib}, or write to {mail}.",
  "Sponsored by {org}[, {org} and {org}|].",
  "The {Lib} project was started by {person} at {org} in {n}.",
  "The {tool} team at {org} maintains this [package|fork|mirror].",
  // People and places in logs, data and shells
  '{n}-03-04T10:12:31Z [INFO|WARN|ERROR] [{Type}] user={handle} name="{person}" city="{city}" status={n}',
  "[{n}-03-04 10:12:31] {lib}.{identifier} DEBUG Sending invoice to {person} <{mail}>",
  "INSERT INTO users (id, name, city) VALUES ({n}, '{person}', '{city}');",
  '{ "id": {n}, "firstName": "{first}", "lastName": "{last}", "city": "{city}", "country": "{country}" }',
  "{ name: '{person}', role: '{role}', office: '{city}' },",
  'const {identifier} = { name: "{person}", employer: "{org}" };',
  "name: {person}\nemail: {mail}\norganisation: {org}\ncity: {city}",
  '$ git config user.name "{person}"\n$ git config user.email {mail}',
  "$ getent passwd {handle}\n{handle}:x:{n}:{n}:{person},,,:/home/{handle}:/bin/bash",
  "uid={handle},ou=people,dc=example,dc=com\ncn: {person}\nsn: {last}\ngivenName: {first}\nl: {city}",
  "Subject: C={region}, L={city}, O={org}, CN={lib}.example",
  "curl -d 'name={first}&city={city}' https://api.example/{lib}",
  "expect({identifier}({ name: '{person}' })).toEqual('{person}');",
  "| {n} | {person} | {city} | {country} | OK |",
  "The {lib} mirror in {city} is [down|slow|back]; use the one in {country}.",
  "region: {lib}-{n} # our data centre in {city}",
  // Code and configuration without names
  "const {lib} = require('{lib}')\n{lib}.{identifier}({identifier})",
  "import {Lib} from '{lib}';\n\nconst {identifier} = new {Lib}({ {identifier}: true });",
  'import { {Type}, {identifier} } from "{lib}"',
  "export class {Type} extends {Type}<{Type}> implements {Type} {",
  "function {identifier}({identifier}: {Type}, {identifier}?: {Type}): Promise<{Type}[]>",
  ".with({letter}.{identifier}, ({identifier}) => {Type}.{identifier}({identifier}))",
  "      .{identifier}({Type}.string, [{Type}.number, {Type}.select()])",
  "from {lib} import {Type}, {identifier}\nimport {lib}.{identifier} as {lib}",
  "use {lib}::{identifier}::{Type};\n#include <{lib}/{identifier}.h>",
  "    at {Type}.{identifier} (/srv/app/node_modules/{lib}/{file}:{n}:{n})\n    at async {Type}.{identifier} (node:internal/{lib}:{n}:{n})",
  'Traceback (most recent call last):\n  File "/usr/lib/{lib}/{file}", line {n}, in {identifier}\n{Type}Error: {identifier} is not a {Type}',
  "{Type}Exception: Cannot read {identifier} of {Type}\n\tat com.{lib}.{identifier}.{Type}.{identifier}({Type}.java:{n})",
  "FROM {lib}:{version}-{codename}\nRUN apt-get update && apt-get install -y {lib} {lib}\nCOPY {file} /opt/{lib}/",
  '"devDependencies": {\n  "{lib}": "^{version}",\n  "{lib}": "{version}",\n  "@types/{lib}": "^{version}"\n},',
  "[{lib}-image]: https://img.example/{lib}/{lib}.svg\n[{lib}-url]: https://{lib}.example/{lib}",
  "[![{Lib} Status](https://{lib}.example/{lib}/status.svg)](https://{lib}.example/{lib}) [![{tool}][{lib}-image]][{lib}-url]",
  "- [Tests] switch to `{lib}`, run on {tool}\n- [Dev Deps] update `{lib}`, `{lib}`, `@{lib}/{lib}`",
  "{lib}: {identifier}\n  {identifier}: {version}\n  {identifier}: [{lib}, {lib}]",
  "$ npm install --save-dev {lib} {lib}\n$ npx {lib} --{identifier} {file}",
  "{n}-03-04 10:12:31 {caps} {lib}[{n}]: {identifier} started on port {n}",
  "{caps}_{caps}={identifier}\n{caps}=/var/lib/{lib}",
  "SELECT {identifier}, {identifier} FROM {lib} WHERE {identifier} = {n};\nCREATE INDEX {identifier} ON {lib};",
  '<{Type} {identifier}="{identifier}">\n  <{Type}.Provider value={{identifier}}>',
  "# {Lib}\n\n> {heading} for [{Lib}](https://{lib}.example)\n\n## {heading}",
  "### `new {Type}({identifier}[, options])`\n\n* `{identifier}` {{Type}} Default: `{n}`",
  "| `{identifier}` | `{Type}` | {heading} | `{n}` |",
  // Products, standards and methods in documentation
  "[In|With|For|Since|Using|Unlike|Instead of|From|Under] {Lib}, {identifier} is [validated|set|read] by {Lib}.",
  "{Lib} is [a|an open source|a fast|the] [library|logger|build tool|database|policy language|test runner|gateway|proxy] for {tool}.",
  "{Lib} [supports|requires|replaces|ships with|depends on|uses] {tool}[, {tool} and {tool}| {version}|].",
  "We run {Lib} on {tool} with {tool}; [see|read] the {Lib} documentation.",
  "[Add|Remove|Update|Fix|Deprecate|Document] {Lib} [support|plugin|options|types] [in|to|for] {tool}.",
  "Migrating from {Lib} to {Lib}: {Lib} returns a {Type} where {Lib} throws.",
  "{Lib} by {Lib}, {tool} v{version}, {tool}.",
  "The {eponym} [algorithm|method|distance|filter|check|test|transform|code] [runs|is used|is applied] in {identifier}.",
  "Uses {standard} with {standard} and {standard}; {standard} is not supported.",
  "{standard}, {standard} and {standard}-based [keys|providers|signatures|tokens]",
  "[Encrypt|Sign|Verify|Decode]s {identifier} with {standard} [as {standard} asks|in {standard} mode].",
  "Debian {codename}, Ubuntu {codename} and macOS {codename} are tested on {tool}.",
  "node:{n}-{codename} [is|was] based on {codename}.",
  "* perf: skip {identifier} when {Type} is empty\n* fix({lib}): {identifier}",
  "{n}.{n}.{n} / {n}-03-04\n==================\n\n  * deps: {lib}@{version}\n    - perf: {identifier}",
  "## {version}\n\n### Patch Changes\n\n- {commit}: feat ({lib}): add {Lib} to {Lib} [models|settings]",
  "Date: [Mon|Tue|Wed|Thu|Fri|Sat|Sun], {n} [Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec] {n} 02:15:25 [GMT|UTC|PDT|CET|EST]",
  " * Last updated: [Mon|Tue|Wed|Thu|Fri|Sat|Sun], {n} [Jan|Mar|Jun|Sep|Dec] {n} 10:{n} [GMT|UTC|PDT]",
  "|CTRL-{letter}|  {letter}  CTRL-{letter}\t{identifier} {letter} {lib}\n|{letter}{letter}|  {letter} {identifier}",
  "Updated dependencies [{commit}]\n  - @{lib}/{lib}@{version}",
  "[Pretty-print|Lazy-load|Hot-reload|Type-check|Dry-run] {identifier} [with|through|in] {Lib}.",
  "The Software [is|was] provided by the [Licensor|Author|Contributors|Copyright Holders] under this [License|Licence|Agreement].",
];

/** Not names of anybody, many of them written like one. Some are given names too, so prose has them in lowercase only. */
const lib =
  "pino zod nyc mocha chai sinon jest jasmine karma tape ava vitest babel istanbul travis jenkins pug jade ruby perl python java julia dart scala ada pascal haskell delphi cassandra maven gradle lucene solr vagrant chef puppet salt helm istio flink spark kafka storm hadoop pandas keras torch caffe julius luigi dask ray celery django flask jinja sanic tornado bottle falcon hug rita nim crystal elm ember vue angular svelte preact redux saga recoil jotai apollo hasura prisma sequelize knex kysely drizzle mongo maria percona redis nats consul vault nomad packer argo tekton flux spinnaker rancher harbor cedar opa casbin oso ory kratos hydra keycloak dex okta auth0 jose argon bcrypt sodium david snyk sonar greenkeeper renovate dependabot husky lerna nx turbo bun deno undici axios got ky needle piscina winston bunyan morgan debug chalk ora ink oclif yargs minimist commander lodash ramda moment luxon dayjs joi yup ajv typia valibot hono koa hapi express fastify nest sails loopback marko nunjucks mustache liquid eleventy jekyll hugo gatsby astro remix harp brunch gulp grunt rollup parcel webpack snowpack vite esbuild swc terser clinic nock faker casual chance polly rosie factory val opts cli argv ctx req res err cb fn obj arr str num idx len buf uri nil asia rsa skip tap stan ally".split(
    " ",
  );
const tool =
  "Node.js;Travis CI;Circle CI;GitHub Actions;Jenkins;Docker;Kubernetes;Postgres;MySQL;Redis;Kafka;Bun;Deno;Cloudflare Workers;Lambda;Vercel;Netlify;Heroku;Terraform;Ansible;Chef;Puppet;Salt;Maven;Gradle;Bazel;Babel;Webpack;Vite;Rollup;Jest;Mocha;Vitest;Cypress;Selenium;Playwright;Prettier;Biome;Husky;Renovate;Dependabot;Grafana;Prometheus;Loki;Jaeger;Zipkin;Sentry;Splunk;Kibana;Logstash;Lucene;Solr;Neo4j;Spark;Flink;Airflow;Dagster;Celery;Django;Flask;Rails;Laravel;Symfony;Spring;Quarkus;Micronaut;Rust;Go;Elm;Perl;Python;Java;Kotlin;Scala;Haskell;Erlang;Elixir;Dart;Swift;Delphi;Fortran;Lua;Nim;Crystal;Zig;WebAssembly;TypeScript;Electron;Tauri;Qt;GTK;Vim;Emacs;Chromium;Firefox;Safari;Edge;Linux;FreeBSD;Windows;macOS;Alpine;Debian;Fedora;Arch;Gentoo".split(
    ";",
  );
const eponym =
  "Bloom;Luhn;Levenshtein;Damerau-Levenshtein;Jaro-Winkler;Dijkstra;Bellman-Ford;Floyd-Warshall;Knuth-Morris-Pratt;Boyer-Moore;Rabin-Karp;Aho-Corasick;Huffman;Lempel-Ziv;Fisher-Yates;Euler;Gauss;Gaussian;Newton;Monte Carlo;Markov;Bayes;Bayesian;Kalman;Fourier;Laplace;Hilbert;Cauchy;Poisson;Bernoulli;Merkle;Diffie-Hellman;Shamir;Schnorr;Pedersen;Feistel;Lamport;Byzantine;Raft;Paxos;Turing;Church;Curry;Karnaugh;Hamming;Reed-Solomon;Nagle;Voronoi;Delaunay;Bezier;Perlin;Mersenne Twister;Fibonacci;Zipf;Pareto;Student;Welch;Mann-Whitney;Kolmogorov-Smirnov;Jaccard;Porter;Snowball;Murmur;Cuckoo;Robin Hood;Adler;Fletcher;Kirsch;Sobel;Canny;Haar;Viola-Jones".split(
    ";",
  );
const standard =
  "AES;AES-CBC;AES-GCM;RSA;RSA-OAEP;ECDSA;EdDSA;Ed25519;X25519;P-256;SHA-256;SHA-1;MD5;HMAC;HKDF;PBKDF2;SIV;GCM;CBC;CTR;ECB;OFB;CFB;ChaCha20;Poly1305;Blake2;Argon2;TLS;SSL;SSH;DTLS;QUIC;HTTP;HTTPS;HTTP/2;DNS;DNSSEC;DHCP;SMTP;IMAP;LDAP;SAML;OAuth;OIDC;OpenID Connect;JOSE;JWT;JWS;JWE;JWK;JWKS;COSE;CBOR;DPoP;PKCE;SCIM;WebAuthn;FIDO;X.509;PEM;DER;ASN.1;PKCS#8;CSR;OCSP;CRL;ACME;JSON;YAML;TOML;XML;XSD;CSV;ISO 8859-1;UTF-8;ASCII;Unicode;IEEE 754;Floating-Point Arithmetic;POSIX;ANSI;Big Endian;REST;SOAP;gRPC;GraphQL;WSDL;ODBC;JDBC;SQL;ACID;CAP;CRUD;CORS;CSRF;XSS;CSP;HSTS;SRI;SBOM;SPDX;CVE;CWE;OWASP;MIT;BSD;GPL;LGPL;MPL;ISC;Apache;CC0;FC;CF;CGI;NL;SK;CI;CD;API;SDK;CLI;GUI;URI;URL;UUID".split(
    ";",
  );
const codename =
  "jessie stretch buster bullseye bookworm trixie sid xenial bionic focal jammy noble Jessie Stretch Buster Bullseye Bookworm Xenial Bionic Focal Jammy Noble Catalina Mojave Ventura Sonoma Monterey Sequoia Sierra alpine slim Hydrogen Iron Jod Krypton Erbium Fermium Gallium Carbon Dubnium Boron Argon".split(
    " ",
  );
const identifier =
  "parse stringify value values options config next handler callback onError render state props fetchAll getUser setName isValid toString fromBuffer readLine createServer useEffect connect query pool client session token header payload signature cache index offset length chunk stream writer reader encode decode hash digest verify merge extend clone match replace split join filter reduce map key keys entry node child parent root path dirname basename resolve reject then catch emit listener socket port host user users message level logger transport serializer formatter val skip val_ max_age retry_count user_id created_at".split(
    " ",
  );
const type =
  "Math Cookie Block Bench NaN DOM ETag VM AMD ESM Foo Bar Array Object String Number Boolean Buffer Promise Map Set Date Error TypeError Request Response Headers Client Server Session Config Options Schema Parser Lexer Token Node Tree Visitor Builder Factory Handler Listener Emitter Stream Reader Writer Cursor Query Result Row Column Table Index Store Cache Pool Queue Worker Thread Agent Dispatcher Gateway Router Route Context Provider Component Element Fragment Props State Reducer Action Effect Hook Plugin Loader Compiler Linker Logger Transport Serializer Formatter Validator Matcher Filter Mapper Model View Controller Service Repository Entity Record Field Key Value Pair Link Anchor Marker Region Point Line Vector Matrix JSXElement SVGElement HTMLElement AnySchema SomeType FC TNode KeyType ParsedToken RowLike".split(
    " ",
  );
const caps =
  "DEBUG INFO WARN ERROR FATAL TRACE NOTICE PATH HOME USER SHELL LANG PORT HOST TOKEN DATABASE REGION STAGE NODE ENV LEVEL GET POST PUT DELETE PATCH HEAD BEGIN COMMIT ROLLBACK".split(
    " ",
  );
const file =
  "index.js main.ts server.py README.md LICENSE CHANGELOG.md package.json Dockerfile Makefile config.yaml app.rb Main.java lib.rs utils.go setup.cfg tsconfig.json src/parser.c docs/guide.md test/basic.test.js".split(
    " ",
  );

const givenNames = new Set(
  "rita hugo polly rosie luigi julius sid dex ada julia ruby jasmine dart pascal marko david chance stan ally val jade maria cassandra crystal".split(
    " ",
  ),
);
const product = lib.filter((word) => word.length > 3 && !givenNames.has(word));

export const technicalFillers = {
  lib,
  product,
  tool,
  eponym,
  standard,
  codename,
  identifier,
  type,
  caps,
  file,
} as const;
