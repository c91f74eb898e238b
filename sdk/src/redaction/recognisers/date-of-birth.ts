import { isWordEdge, untilPlaceholder } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";

/** A date (in figures, or with the month's name) that words call somebody's birth. Other dates are not personal. */
export const dateOfBirthRecogniser: Recogniser = {
  name: "date-of-birth",
  types: ["DATE_OF_BIRTH"],
  needs: /\d/,
  announcedBy: { test: (name) => name.search(labels) !== -1 },
  *find({ text }) {
    for (const { 0: label, index } of text.matchAll(labels)) {
      if (!isWordEdge(text, index)) continue;
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

/** In prose, in forms and as the names of fields. */
const labels =
  /(?:d\.?o\.?b(?![a-zà-ÿ])\.?|date[ _-]?of[ _-]?birth|birth[ _-]?da(?:te|y)|birth(?=["']?[:=])|b-?day(?![a-zà-ÿ])|born(?: (?:on|in))?(?![a-zà-ÿ])|b\.(?= ?\d)|geb(?:oren|\.)(?: (?:am|op))?|geburtsdatum|geburtstag|n[ée]{1,2} le|(?:date[ _-]?(?:de[ _-]?)?)?naissance|nacid[oa] el|nacimiento|nat[oa] il|(?:data[ _-]?(?:di[ _-]?)?)?nascita|nascimento|nascid[oa] em|geboortedatum|data[ _-]urodzenia|ur(?:odzon[ya]|\.)|f[øö]del?sedag|f[øö]d(?:t|d)(?![a-zà-ÿ])|f[øö]dsels?dato|f[öø]delsedatum|syntymäaika|syntynyt|sz[üu]letett|sz[üu]letési|do[ğg]um[ _-]tarihi|narozen[íaý]?|data[ _-]na[șş]terii)/gi;
/** After such a word, any word between a day and a year is a month's name. */
const month = "\\p{L}{3,12}\\.?";
const date = new RegExp(
  `(?<![\\p{L}\\d])(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/. ]{1,2}\\d{1,2}[-/. ]{1,2}(?:\\d{4}|\\d{2})|(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])|\\d{1,2}(?:st|nd|rd|th|\\.)?(?: (?:of|de))? ${month}(?: de)?,? \\d{4}|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}[-/]${month}[-/]\\d{2,4})(?!(?!T\\d)[\\p{L}\\d])`,
  "iu",
);
