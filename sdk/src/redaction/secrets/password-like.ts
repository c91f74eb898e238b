import { isPlaceholderValue, isReference } from "./placeholder-value.ts";
import { isOfWords, surprise } from "./random.ts";

/** Whether one word of running text can only be a password: not a word, a name, a number, a version or an address. */
export function looksLikePassword(word: string): boolean {
  if (word.length < 6 || word.length > 128 || isPlaceholderValue(word) || isReference(word)) return false;
  if (/[:/@]{2}|^\W*$|^[\d.,:/%-]+$|^v?\d+(?:\.\d+)+|^[A-Z]{1,6}-?\d{1,5}$/.test(word)) return false;
  const letters = /\p{L}/u.test(word);
  const digits = /\d/.test(word);
  if (letters && digits && /[!#$%^&*?]/.test(word)) return true;
  if (/^[A-Za-z]+\d{0,4}$/.test(word) && !/[a-z][A-Z]|[A-Z]{2}[a-z]/.test(word)) return false;
  if (/[^\x21-\x7e]/.test(word)) return false;
  if (!letters || /^(?:[A-Za-z]+[-_./'])+[A-Za-z]*\d*$/.test(word)) return false;
  return surprise(word) >= (digits ? 4.4 : 4.8) && (digits || !isOfWords(word));
}

/** Whether something quoted is a sentence or a label of a form rather than a value: "Forgot your password?". */
export function isSentence(value: string): boolean {
  if (!/\s/.test(value)) return false;
  return /^\p{Lu}.*[.?!…:]$|\b(?:is|are|the|your|must|please|enter|not|too|to|for|and|of|in|at|a|or|has|with)\b|\p{L}{2,} \(/iu.test(
    value,
  );
}

/** Whether a value could be any word of a language or a program: `hunter`, `Bearer`, `PASSWORD`, `userName`. */
export function isPlainWord(value: string): boolean {
  if (!/^[\p{L}'’-]+[.!?]?$/u.test(value)) return false;
  return !/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(value) || /[^\x21-\x7e]/.test(value) || surprise(value) < 4.8;
}
