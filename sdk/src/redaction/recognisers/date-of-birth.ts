import { untilPlaceholder } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";

/** A date (in figures, or with the month's name) that words call somebody's birth. Other dates are not personal. */
export const dateOfBirthRecogniser: Recogniser = {
  name: "date-of-birth",
  types: ["DATE_OF_BIRTH"],
  needs: /\d/,
  *find({ text }) {
    for (const { 0: label, index } of text.matchAll(labels)) {
      const from = index + label.length;
      const match = date.exec(untilPlaceholder(text.slice(from, from + 48)));
      if (match === null || /\n\s*\n/.test(text.slice(from, from + match.index))) continue;
      yield {
        start: from + match.index,
        end: from + match.index + match[0].length,
        type: "DATE_OF_BIRTH",
        score: 0.85,
        evidence: "contextual",
        recogniser: "date-of-birth",
        why: [`context "${label.toLowerCase()}"`],
      } satisfies Finding;
    }
  },
};

const labels =
  /\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|birth ?day|born(?: (?:on|in))?|geboren(?: am)?|geburtsdatum|n[ée]e? le|date de naissance|nacid[oa] el|fecha de nacimiento|nat[oa] il|data di nascita|data de nascimento|geboortedatum)/gi;
const month =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|m[äa]rz|mai|juni|juli|oktober|dezember|janvier|f[ée]vrier|mars|avril|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\\.?";
const date = new RegExp(
  `\\b(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})|\\d{1,2}(?:st|nd|rd|th|\\.)?(?: (?:of|de))? ${month}(?: de)?,? \\d{4}|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}-${month}-\\d{2,4})\\b`,
  "i",
);
