import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const typesHere = "EMAIL PHONE CARD IBAN IP MAC URL US_SSN ADDRESS DATE_OF_BIRTH".split(" ");

/** The text without its marks, and what stands between them. */
function read(marked: string): { text: string; values: string[] } {
  return {
    text: marked.replace(/[⟦⟧]/g, ""),
    values: [...marked.matchAll(/⟦([^⟧]*)⟧/g)].map(([, value]) => value ?? ""),
  };
}

/** Texts as people, forms and machines write them; exactly what stands between the marks is to be found. */
const written: Readonly<Record<string, readonly string[]>> = {
  PHONE: [
    "hey can u call ⟦020 7946 0321⟧ when u land",
    '<a href="tel:⟦+12015550164⟧">call us</a>',
    "Ring Dave (⟦0161 496 0753⟧) or Priya (⟦+44 7700 900518⟧).",
    "T: ⟦030 2345678⟧ M: ⟦0171 2345678⟧ E: post@firma.de",
    "4821,Ada Brook,⟦212-555-0147⟧,42,active",
    "| Phone | ⟦(312) 555-0190⟧ |",
    "Ada ⟦415 555 0134⟧ ⟦628 555 0187⟧ Leeds",
    "Ph. ⟦98612 48593⟧",
    "Numer telefonu: ⟦604545496⟧",
    "Los teléfonos son ⟦11 1234-5678⟧ y ⟦341 523-4567⟧",
    '{"contactNumber": "⟦5123456789⟧"}',
    "his number's ⟦640 982 5254⟧",
    "reach me at ⟦0812-6102-9770⟧",
    "call ⟦001-212-555-0147x33⟧ or ⟦1.212.555.0199⟧",
    "Fax your form to ⟦+49 (0) 89 123456⟧.",
    "Call the clinic on ⟦5550142⟧ before noon",
    "From Boston: ⟦011 44 20 7946 0321⟧.",
  ],
  EMAIL: [
    "INSERT INTO users VALUES ('Ana', '⟦ana@example.org⟧');",
    "run `⟦ops+night@example.co.uk⟧` now",
    "login?user=⟦bob@example.com⟧&next=/home",
    "GET /users/⟦bob@example.com⟧/orders",
    "_⟦lena@example.net⟧_ and ~⟦kim@example.net⟧",
    'To: "Brook, Ida" <⟦ida.o\'hara@mail.example.museum⟧>; ⟦zoë@münchen.de⟧',
    "It bounced (⟦x.y@example.com⟧).",
    "See ⟦ana@example.com⟧.pdf and ⟦ben@post.example.org⟧.tar.gz, not vm@com.tar.gz",
    "In hr/⟦ana@example.com⟧.pdf, not said to ⟦a/b@example.com⟧.",
    "write ⟦bob at example dot com⟧, or look at example.com",
  ],
  CARD: [
    "numéro de carte ⟦4111 1111 1111 1111⟧, 12/29",
    "pan=⟦5555555555554444⟧;amount=12.00",
    "no=⟦6759649826438453⟧ his Maestro (⟦6759649826438453⟧)",
    "tracking ⟦4111 11 1111 111111⟧",
  ],
  IBAN: [
    "Mi IBAN es ⟦ES72 2842 6477 6354 0433 8106⟧",
    "Konto ⟦BE59 2291 7646 2963⟧, BIC GEBABEBB",
    "iban_⟦BE59229176462963⟧_old.pdf",
    "<iban>⟦NO47-3948-3201-428⟧</iban>",
  ],
  IP: [
    "v=spf1 ip4:⟦192.0.2.4⟧ ip6:⟦2001:db8:e068::/48⟧ -all",
    "Listening on [⟦2001:db8::1f⟧]:8443",
    "ping ⟦4.2.2.1⟧, [⟦8.8.8.8⟧](http://⟦8.8.8.8⟧/), ip-⟦8.8.4.4⟧ or dead ⟦dead:beef::1⟧",
    "Denied ⟦203.0.113.9⟧:5501 -> ⟦198.51.100.7⟧:22",
  ],
  MAC: [
    "MAC address ⟦001B44113AB7⟧, hwaddr ⟦0:1b:44:11:3a:b8⟧, build 001B44113AB9 took 0:1:02:03:04:05",
    "⟦00:1b:44:11:3a:b7⟧.pdf, leases/⟦00-1b-44-11-3a-b8⟧_old.log",
    "⟦001b.4411.3ab9⟧.txt",
  ],
  URL: [
    "read ⟦https://example.org/a_(b)⟧.",
    "visit ⟦www.example.org/x?y=1⟧, it's great",
    "see ⟦garden.dev⟧!",
  ],
  US_SSN: [
    "her soc sec is ⟦536.22.1234⟧",
    '{"employeeSsn": "⟦536221234⟧"}',
    "ss_number=⟦536 22 1234⟧",
    "(⟦536-22-1234⟧)",
    "SSN ⟦536 - 22 - 1234⟧, ssn ⟦537/22/1235⟧, SSN: ⟦5 3 8 2 2 1 2 3 6⟧",
    "see scan_⟦536-22-1234⟧.pdf and ⟦536-22-1235⟧_old.tar.gz",
    '{"phone": "536221239", "ssn": "⟦536-22-1234⟧"}',
  ],
  DATE_OF_BIRTH: [
    '"dateOfBirth": "⟦1987-02-10⟧"',
    "birth_date=⟦28/05/2009⟧",
    "Geb. ⟦3. Mai 1975⟧",
    "data urodzenia: ⟦12 maja 1981⟧",
    "född ⟦1975-03-02⟧",
    "née le ⟦2 août 1990⟧",
    '{"birthDate": "⟦1980-01-02⟧T00:00:00Z"}',
  ],
  ADDRESS: [
    "We moved to ⟦10310 NW Maple Pass, Winston-Salem, NC 27101⟧ last year.",
    "Ship to: ⟦Calle Mayor, 14, 3º B, 28013 Madrid⟧",
    "Send it to ⟦Flat 7, 12 Abbey Green, Bath BA1 1NW⟧ by Friday.",
    "visit us: ⟦Solbakken 51, 5163 Laksevåg⟧",
    "Wohnhaft: ⟦Unter den Linden 8, 10117 Berlin⟧",
    "⟦ul. Kwiatowa 5 m. 4, 30-123 Kraków⟧",
    "Our office (⟦Mariahilfer Straße 43/16/8, 1060 Wien⟧) is closed.",
    "⟦Oudegracht 187-hs, 3511 NE Utrecht⟧",
    "My address is ⟦84, rue du Rhône, 1204 Genève⟧.",
    "Deliver to ⟦Blk 859 Ang Mo Kio Ave 9 #07-356, Singapore 560859⟧",
    "Address: ⟦Plot No. 79, Sector 37, Noida, UP 201301⟧",
    "⟦GPO Box 8094, Sydney NSW 2001⟧",
    "⟦RR 8 Box 270⟧, behind the mill",
    "He grew up in ⟦Fort Wayne, Indiana 46802⟧.",
    "⟦7190 County Road 807⟧",
    "Meet at ⟦7-chome 28-22 Umeda, Kita-ku, Osaka⟧",
    "⟦4250 Amber Springs⟧, second floor",
    "I live at ⟦P.O. Box 92402-00100, Nairobi⟧.",
    '{"streetAddress": "⟦Obere Winkel 7, Kleinbach⟧"}',
    "print('I live at ⟦17 Quiet Way⟧')",
    "He has a flat in ⟦via Roma 12, Milano⟧.",
    "⟦2016 Elm Street, Reno⟧",
    "She left ⟦Boise, ID 12345⟧ for ⟦Boise ID 83702⟧",
  ],
};

describe("values as they are written", () => {
  for (const [type, texts] of Object.entries(written))
    it.each(texts)(`${type}: %s`, (marked) => {
      const { text, values } = read(marked);
      const found = redactor.find(text).filter((finding) => finding.type === type);
      expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(values);
    });
});

describe("what only looks like them", () => {
  it.each([
    "call 69102123-f972-4e0c-8e6d-eb18e915dd66 of the approval",
    "Tracking: 1682 4981 7053 1014 5193 04",
    "UTM 33U 682444 5669010",
    "PO 234519-3101, lot 482.921.988, 619 902 320 items",
    "CAS 26206-59-5, SKU 2-91-825-5396",
    "call stack depth 1002435, mobile traffic was 1481484",
    "Order No. 2125550147 and NSN 0314-16-994-9673",
    "cell B38 = 2052603",
    "We look at example for details, then live at 10 Eastern",
    "the end of a sentence.Next one, com.example.Delta(x), bridge.to(device), H.No",
    "Model 2584 XL Pro, a 11 Minute Walk, 3 Percent Point",
    "In 1992, Court Street was renamed; Room 040, Building 6",
    "IP address block 12345, email address field 3 Required, new Address4",
    "1.0.2.8 release of the library",
    "he said 8001015009087 was it",
    "libphone 1.0.22 / 13.02.2018, cells {1..100000}, call 8   0.153655   0.000410",
    "digits 0123456789 and 0987654321, commit [`0928584444`], <Buffer 01 02 03 04 05>, offset +00000000",
    'END_OF_TEXT 1000000, set("tf"), an 50.150.310',
    "a rating of 0.2558139534883721, bits 6666.5555.5555.5544.4444.4443",
    "odds 4.725646047336587, f(67280421310721), a + 610349546750, [6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6]",
    "30(4): 532-563 (2007), pp 857-872 (1998), 181-201. 1999, Math. 5 (1996) 329-359, Bug #1083110 calling, tf_bi(2147483646), +10011010010",
    "a[::2] = b[1::2] + c[:, ::7]",
    "ECMA [11.6.2.1](http://ecma), rfc4291#section-2.5.5.2, In clauses 21.1.3.1 and",
    " * 5.3.1.8.  A heading",
    "</a>3.1.7.1. Summary",
    'Upgrade v8 to 1.2.8.1 from linux-2.6.11.9, OID_NAME "2.5.4.42"',
    "path 2.83-2.12 3.51.98.32 2.03.5",
    "e:: and add::fade",
    "via CC0, via Python 3 and via TLS 1 via Port 80",
    "Copyright (C) 2008-2019, 2021, 2022 Anna Green; 1994-1996, Thomas G. Lane.",
    "24.05.2006 MK Unified, (c) 2012 KU Leuven, 2000 items",
    "order ID 48213, see PR 82417, and OR 12345",
  ])("is left alone: %s", (text) => {
    const found = redactor.find(text).filter(({ type }) => typesHere.includes(type));
    expect(found.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)).toEqual([]);
  });
});

describe("the names of fields", () => {
  it.each([
    ["driversLicense", "D12345678901", "US_DRIVER_LICENSE"],
    ["routingNumber", "121000358", "ABA_ROUTING_NUMBER"],
    ["account_number", "000123456789", "US_BANK_NUMBER"],
    ["passportNo", "C01X00T47", "PASSPORT"],
    ["patientId", "00482913", "MEDICAL_RECORD"],
    ["telefonnummer", "5123456789", "PHONE"],
    ["fechaNacimiento", "1980-05-03", "DATE_OF_BIRTH"],
    ["socialInsuranceNumber", "130692544", "CA_SIN"],
  ])("are words of context: %s", (field, value, type) => {
    expect(redactor.redactJson({ [field]: value }, { sink: "log" })).toEqual({ [field]: `[${type}]` });
  });
});
