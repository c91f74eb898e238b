import type { Format } from "./format.ts";
import { isPlainWord, looksLikePassword } from "./password-like.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";

/** Passwords on command lines, where the flag differs from program to program and means something else elsewhere. */
export const commandFormats: readonly Format[] = [
  flagOf("mysql", "(?:mysql\\w{0,8}|mariadb\\w{0,8})", "-p(?!ort\\b|assword|rotocol)"),
  flagOf("sshpass", "sshpass", "-p ?"),
  flagOf(
    "login",
    "(?:docker|podman|helm|oc|az|nerdctl|buildah|crane|skopeo)\\b[^\\n|;&]{0,60}\\blogin",
    "-p[ =]",
  ),
  flagOf("twine", "twine", "-p "),
  flagOf("redis-cli", "redis-cli", "-a "),
  flagOf("ldap", "ldap\\w{3,9}", "-w "),
  flagOf("openssl", "openssl", "-k |-pass(?:in|out)? ?pass:"),
  flagOf("openssl", "openssl", "-pass(?:in|out)?[ =]pass:"),
  flagOf("smbclient", "smbclient", "-U ?[\"']?[\\w\\\\.-]{1,64}%"),
  flagOf("freerdp", "\\w?freerdp", "/p:"),
  flagOf("htpasswd", "htpasswd", "-\\w{0,4}b\\w{0,4} \\S{1,128} \\S{1,64} "),
  flagOf("rabbitmqctl", "rabbitmqctl", "(?:add_user|change_password) \\S{1,64} "),
  flagOf("net use", "net use", "\\\\\\\\\\S{1,128} (?=\\S{1,64} /user)"),
  flagOf("sqlplus", "sqlplus", "\\w{1,64}/(?=[^\\s/]{1,64}@)", "[^\\s\"'`|;&@]{4,128}"),
  flagOf("curl", "curl", "-u ?[\"']?[\\w.@-]{1,64}:", "[^\\s\"'`|;&:$<{]{4,128}"),
  {
    rule: "user and password for curl",
    markers: ["curl"],
    pattern: /\bcurl\b[^\n]{0,300}?[ \t](?:-u|--user)(?:=|[ \t]{1,4})["']?([^\s"':$<{]{12,256}):?["'\s]/g,
    accepts: isValue,
  },
  {
    rule: "password for curl, joined of parts",
    markers: ["curl"],
    pattern:
      /\bcurl\b[^\n]{0,300}?[ \t](?:-u|--user)(?:=|[ \t]{1,4})["']?[^\s"':]{1,64}["']?:["']?([^\s"']{3,128})/g,
    accepts: (value) => isValue(value) && !/^[$<{]\w*[}>]?$/.test(value) && !/^(?:\[|\*)/.test(value),
  },
  {
    rule: "password through a pipe",
    markers: ["echo"],
    pattern:
      /\becho +(?:-n +)?["']?(?:[\w-]{1,32}:)?([^\s"'|:$]{4,128})["']? *\| *[^\n|]{0,40}(?:--password-stdin|chpasswd|sudo -S|--stdin|--with-token)/g,
    accepts: isValue,
  },
  {
    rule: "token through a here-string",
    markers: ["<<<"],
    pattern: /(?:--with-token|--password-stdin)\b[^\n]{0,20}<<< ?["']?([^\s"'$]{8,256})/g,
    accepts: isValue,
  },
  {
    rule: "password in PowerShell",
    markers: ["convertto-securestring"],
    pattern: /ConvertTo-SecureString(?: -String)? ["']([^"'\n$]{4,128})["']/gi,
    accepts: isValue,
  },
  {
    rule: "password in SQL",
    markers: ["identified"],
    pattern: /\bIDENTIFIED(?: WITH ["'\w]{1,40})? BY(?: PASSWORD)? ["']?([^\s"';,]{4,128})/gi,
    accepts: (value) => isValue(value) && (looksLikePassword(value) || /[\d!#$%&*?]/.test(value)),
  },
  {
    rule: "password in SQL",
    markers: ["password"],
    pattern:
      /\b(?:WITH|ENCRYPTED|LOGIN|ROLE \w{1,64}|USER \w{1,64}|FOR [^\n=]{1,80}=)(?: ENCRYPTED)? PASSWORD ?=? ?\(?'([^'\n]{4,128})'/gi,
    accepts: isValue,
  },
  {
    rule: "password in a .netrc",
    markers: ["password"],
    pattern: /\b(?:login|user|account)\s{1,8}\S{1,64}\s{1,8}password\s{1,8}(\S{4,256})/g,
    accepts: (value) => isValue(value) && !isPlainWord(value.replace(/[).,;]+$/, "")),
  },
  {
    rule: "password in a .pgpass",
    markers: [":5432:", ":5433:", ":6432:", ":6543:", ":26257:", ":*:"],
    pattern: /^[\w.*-]{1,128}:(?:\d{2,5}|\*):[\w.*-]{1,64}:[\w.*@-]{1,64}:([^\s:]{4,128})$/gm,
    accepts: isValue,
  },
  {
    rule: "password in an Oracle address",
    markers: ["jdbc:oracle"],
    pattern: /jdbc:oracle:\w{2,5}:[\w$#]{1,64}\/([^\s@"']{2,128})@/g,
    accepts: isValue,
  },
  {
    rule: "password of a wireless network",
    markers: ["wifi:"],
    pattern: /\bWIFI:[^\n]{0,120}?P:([^;\n]{4,64});/g,
  },
  {
    rule: "secret in a router's configuration",
    markers: ["snmp-server", "enable secret", "secret 5", "password 7", "-server key", "pre-shared-key"],
    pattern:
      /\b(?:snmp-server community|(?:enable )?secret \d|password \d|(?:radius|tacacs)-server key(?: \d)?|pre-shared-key(?: address \S{1,64} key)?) ([^\s"'<]{6,128})/g,
    accepts: isValue,
  },
];

function isValue(value: string): boolean {
  return !isPlaceholderValue(value) && !/^(?:pass|pwd?|secret|username|user|test|xxx|yyy)$/i.test(value);
}

/** A command's flag and what is given to it, on the same line. */
function flagOf(marker: string, command: string, flag: string, value = "[^\\s\"'`|;&]{4,128}"): Format {
  return {
    rule: `password for ${marker}`,
    markers: [marker],
    pattern: new RegExp(`\\b${command}\\b[^\\n|;&]{0,200}?\\s(?:${flag})["']?(${value})`, "g"),
    accepts: isValue,
  };
}
