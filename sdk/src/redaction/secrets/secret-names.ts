const words = (list: string) => list.split(" ");

/** What people call a password: whatever is assigned to one of these is a secret unless it is an ordinary word. */
export const passwordNames: readonly string[] = [
  ...words("password passwd passphrase passcode passkey pwd storepass keypass requirepass masterauth"),
  ...words("passwort kennwort contraseña contrasena senha hasło heslo jelszó lozinka wachtwoord lösenord"),
  ...words("adgangskode passord salasana şifre пароль κωδικός 密码 密碼 パスワード 비밀번호"),
  "mot de passe",
  "mot_de_passe",
];

/** Passwords as well; other words contain these, so they must stand by themselves or begin a part of a name. */
export const shortNames: ReadonlySet<string> = new Set(["pass", "pw", "psk"]);

/** What people call other secrets: a random value assigned to one of these is one. */
export const credentialNames: readonly string[] = [
  ...words("secret token credential bearer authorization apikey"),
  ...keysFor("api access auth private signing encryption account shared client master secret preshared"),
];

/** What is a secret only if its value looks like one. */
export const looseNames: readonly string[] = [
  ...words("signature mnemonic csrf xsrf sessionid session_id sessid session salt hmac jwt otp totp webhook"),
  ...words("connect.sid appid"),
  ...keysFor("app session subscription service license deploy write read admin server integration security"),
];

function keysFor(kinds: string): readonly string[] {
  return words(kinds).flatMap((kind) => ["", "_", "-", " ", "."].map((joint) => `${kind}${joint}key`));
}
