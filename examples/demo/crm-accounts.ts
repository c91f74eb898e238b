export interface Account {
  readonly id: string;
  readonly name: string;
  readonly contactName: string;
  readonly contactEmail: string;
  /** Where a refund goes: the bank account on file. */
  readonly iban: string;
  /** In pence. Positive: the customer owes us; negative: we owe the customer. */
  readonly balanceMinor: number;
}

/** The accounts that the documents in `fixtures/tenants/aldermoor` speak of. */
const named: Readonly<Record<number, Omit<Account, "id" | "iban"> & { iban?: string }>> = {
  1015: account("Pellworth Water", "Daniel Osei", "lab.manager@pellworthwater.example", 18_240_00),
  1023: account("Skelder Valley Analytical", "Rowan Ives", "office@skeldervalley.example", 3_870_00),
  1036: account("Thornaby Coatings", "Leah Brandt", "lab@thornabycoatings.example", 14_630_50),
  1042: {
    ...account(
      "Fernhollow Research Institute",
      "Dr Judith Amsel",
      "judith.amsel@fernhollow.example",
      -3_037_00,
    ),
    iban: "GB29NWBK60161331926819",
  },
  1058: account("Greywell Pharma Services", "Ivo Castell", "qc@greywellpharma.example", 31_980_00),
  1064: account("Millrace Food Laboratory", "Petra Lang", "bench@millracefood.example", 1_290_00),
  1077: account("Northmere University", "Sunita Bellamy", "s.bellamy@northmere.example", 9_844_00),
  1093: account("Oakshott Veterinary Diagnostics", "Neil Forde", "practice@oakshottvets.example", 660_00),
  1108: account("Castellan Brewing", "Marta Quill", "marta.quill@castellanbrewing.example", -1_204_60),
  1131: account(
    "Ashcombe Pathology Partnership",
    "Grace Tembo",
    "equipment@ashcombepathology.example",
    5_480_00,
  ),
  1156: account("Redfern Polymers", "Callum Reid", "labs@redfernpolymers.example", 4_118_20),
  1189: account("Lowick Environmental", "Bronwen Hale", "office@lowickenvironmental.example", 1_975_00),
};

const first = 1001;
const count = 210;

/** The demo's 210 customers, AC-1001 to AC-1210: the same on every run. */
export function createAccounts(): Account[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const known = named[number] ?? inventAccount(index);
    return { iban: createIban(number), ...known, id: `AC-${number}` };
  });
}

function account(name: string, contactName: string, contactEmail: string, balanceMinor: number) {
  return { name, contactName, contactEmail, balanceMinor };
}

/** 42 places and 5 trades share no factor, so that 210 accounts in a row have 210 names. */
function inventAccount(index: number): Omit<Account, "id" | "iban"> {
  const place = places[(index * 25) % places.length]!;
  const trade = trades[index % trades.length]!;
  const forename = forenames[(index * 7) % forenames.length]!;
  const surname = surnames[(index * 11) % surnames.length]!;
  const domain = `${place}${trade.split(" ")[0]}`.toLowerCase();
  const owed = index % 3 === 0 ? 0 : 120_00 + ((index * 7919) % 9_000) * 100;
  return account(
    `${place} ${trade}`,
    `${forename} ${surname}`,
    `${forename}.${surname}@${domain}.example`.toLowerCase(),
    owed,
  );
}

/** No bank has the code WEST; the check digits (ISO 13616) are right. */
function createIban(number: number): string {
  const bban = `WEST40${number}${String(number * 7919).padStart(8, "0")}`;
  const digits = Array.from(`${bban}GB00`, (character) => Number.parseInt(character, 36)).join("");
  return `GB${String(98n - (BigInt(digits) % 97n)).padStart(2, "0")}${bban}`;
}

const places = [
  ..."Abbotsfield Alderwick Ashgrove Barrowby Bellhurst Birkdene Braemoor Briarley Calderstone Chilworth".split(
    " ",
  ),
  ..."Coldbrook Cranleigh Dunsford Eastmere Ellerton Farleigh Glenhaven Greystoke Halebank Hawkstone".split(
    " ",
  ),
  ..."Hollowell Ivybrook Kelderdale Kirkstead Langstrath Larkhill Linwood Marlowe Netherby Oldcastle".split(
    " ",
  ),
  ..."Penhallow Quarrington Ravensby Rosedale Saltmarsh Selwick Stanmoor Tillbrook Underhill Westerby".split(
    " ",
  ),
  ..."Winterbourne Yarrow".split(" "),
];
const trades = ["Analytical", "Biosciences", "College Laboratories", "Food Testing", "Materials Group"];
const forenames =
  "Amara Bethan Callum Daria Edwin Farah Gareth Hanna Idris Joan Kofi Lena Mateo Nerys Oscar Paula Rhona Samir Tilda".split(
    " ",
  );
const surnames =
  "Archer Bennett Chowdhury Doyle Ellis Fielding Grainger Holt Imrie Jarvis Kaur Lindqvist Mbeki Nolan Oduya Price Quinn Rossi Sewell Tran".split(
    " ",
  );
