/** Values that stand nowhere else, so that each place that they come up in is a place that they got to. */
export const values = {
  email: "ana.pereira@nordwind-example.com",
  iban: ["DE89", "3704", "0044", "0532", "0130", "00"].join(" "),
  card: ["4111", "1111", "1111", "1111"].join(" "),
  ssn: ["536", "22", "1234"].join("-"),
  phone: "+44 20 7946 0958",
  token: `ghp_${"x7Jk29sLmQ81zTbV4wYc"}${"63NpRdFhGa5eUo0i"}`,
  password: ["correct", "horse", "9battery"].join("-"),
  bitcoin: ["1BvBMSEYstWetqTFn5Au", "4m4GFg7xJaNVN2"].join(""),
  customer: "Zorblatt Quixano",
} as const;

/** One for each place, so that what leaks says where it came from. */
export const mail = (place: string) => `${place}.person@nordwind-example.com`;

/** As people and programs write them down, under `mail` another address for each place. */
export const allOf = (mail: string) =>
  `Contact: ${mail}, phone ${values.phone}. IBAN ${values.iban}, card ${values.card}, SSN ${values.ssn}. ` +
  `BTC ${values.bitcoin}. Token ${values.token}. db=postgres://app:${values.password}@db.example.com/crm. ` +
  `Customer ${values.customer}.`;

/** Every form of a value in which it would still be read: plain, and as URLs, JSON, HTML and Base64 hold it. */
function formsOf(value: string): readonly string[] {
  const compact = value.replaceAll(/[ -]/g, "");
  const plain = [value, ...(/^[\dA-Z]+$/.test(compact) ? [compact] : [])];
  return plain.flatMap((text) => {
    const bytes = Buffer.from(text);
    return [
      text.toLowerCase(),
      encodeURIComponent(text).toLowerCase(),
      bytes.toString("hex"),
      text.replaceAll("@", "\\u0040").toLowerCase(),
      // Wherever it begins in what was encoded: the characters that depend on no neighbour.
      ...[0, 1, 2].map((shift) =>
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString("base64")
          .slice(shift === 0 ? 0 : 4, -4)
          .toLowerCase(),
      ),
    ];
  });
}

const forms = new Map(Object.entries(values).map(([name, value]) => [name, formsOf(value)]));

/** The values that a text gives away, by name; `extra` are values of one place alone. */
export function valuesIn(text: string, extra: Readonly<Record<string, string>> = {}): readonly string[] {
  const lower = text.toLowerCase();
  const all = new Map([
    ...forms,
    ...Object.entries(extra).map(([name, each]) => [name, formsOf(each)] as const),
  ]);
  return [...all].filter(([, each]) => each.some((form) => lower.includes(form))).map(([name]) => name);
}
