/** Whether a value only stands where a secret would: a variable, a type, a sample, a mask. */
export function isPlaceholderValue(value: string): boolean {
  return stand.test(value) || new Set(value).size <= 2;
}

const stand =
  /^(?:[<$%{@[(&*].*|.*\$\{.*|process\.env\b.*|os\.environ\b.*|env[.([].*|(?:null|none|nil|undefined|true|false|string|str|number|bytes|required|optional|changeme|change[_-]me|redacted|hidden|secret|password|passwd|token|your[_-].*|my[_-].*|example.*|xxx.*|todo)$)/i;
