/** Whether a value only stands where a secret would: a variable, a type, a sample, a mask, a reference to a vault. */
export function isPlaceholderValue(value: string): boolean {
  return isMonotonous(value) || stand.test(value);
}

/** A mask, a line: two different characters at most. */
function isMonotonous(value: string): boolean {
  let other = "";
  for (const character of value) {
    if (character === value[0] || character === other) continue;
    if (other !== "") return false;
    other = character;
  }
  return true;
}

const stand =
  /^(?:[<{@[(&*].*|\$(?:[{(].*|[a-z_]\w*$)|%(?:[^%]{0,64}%|[sdv](?::%[sdv])?)?$|.*[$#]\{.*|:[a-z_]+$|process\.env\b.*|os\.environ\b.*|env[.([].*|(?:op|vault|ref\+\w+):\/\/.*|(?:null|nullptr|none|nil|undef(?:ined)?|function|value|salt|sample|true|false|string|str|number|bytes|required|optional|change[_-]?(?:me|it)|redacted|hidden|(?:user)?(?:secret|password|passwd|token)|(?:insert|enter|add|put|replace)[_-]?(?:your|with|here|me)?[_-].*|your[_-]?\w*.*|my[_-].*|example.*|xxx.*|todo|utf-?8|ascii|latin1|hex|base64)$)/i;

/** What code puts in a secret's place: `settings.DB_PASSWORD`, `passwordInput`, `/run/secrets/db`, `pw.txt`. */
export function isReference(value: string): boolean {
  return (
    /^[A-Za-z_$][A-Za-z_$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$]+)+$/.test(value) ||
    /^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Za-z]+(?:_[A-Za-z]+)+$/.test(value) ||
    /^(?:~|\.{1,2})?\/(?:[\w.@*-]+\/?)*$|^[A-Za-z]:\\/.test(value) ||
    /^[~^]?v?\d+(?:\.\d+){1,3}$|^0x[\da-f]{1,8}$|^[A-Z]\w*(?:Array|Buffer|Input)$|^arn:aws|^\.[a-z]+$|^--?[a-z]+\d?$/.test(
      value,
    ) ||
    /\.(?:txt|pem|key|json|ya?ml|env|conf|cfg|ini|crt|p12|jks|html?|js|ts|py|go)$/i.test(value) ||
    /^[x*!]:\d*:/.test(value)
  );
}
