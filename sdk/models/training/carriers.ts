import { expand } from "./grammar.ts";
import type { Random } from "./random.ts";

/** Harmless sentences of short texts: what reviews, mails, notes and records say. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  review: [
    "{I bought|We ordered|My wife got} <item> {last month|in <city>|from <company>|as a gift} and {it works well|the quality is {good|poor|fair}|it broke after ## days|we like it}.",
    "{Delivery|Shipping|Check-in|The service} {took|was} {## days|slow|quick|friendly|a bit chaotic}{, but the {price|staff|location} was {fine|great|ok}|}.",
    "{The battery|The zipper|The sound|The room|The food|The screen|The fabric} {lasts ## hours|feels cheap|is better than expected|was cold|smelled strange|is very bright}.",
    "{Would|Will|I would not} {buy|book|recommend it} again{, to be honest|}.",
    "{Five|Four|Three|One} stars {because of the {price|noise|design}|from me|for the effort}.",
    "{Compared to|Unlike} <product>, {this one|it} {is lighter|costs less|has fewer features|lasts longer}.",
    "{We stayed|I stayed} # nights in <city> and {the view was lovely|breakfast was included|the neighbours were loud|nobody answered the phone}.",
    "The {plot|acting|first half|ending|soundtrack} {drags|is superb|surprised me|felt rushed|saves the film}.",
    "{I don't|Can't} {understand|believe} {the bad reviews|how they ship this|why it needs an app|the hype}.",
  ],
  mail: [
    "Hi {<first>|team|all}, {hope you are well|thanks for your mail|good to see you on <date>|sorry for the late reply}.",
    "{Attached is|Please find attached|Here is} <file>{ for <date>| as discussed|, version #|}.",
    "{Could you|Can you|Please} {send me|review|sign|comment on} {<file>|the draft|the numbers|the minutes} {by <date>|before our call|when you have a minute}?",
    "{Let me know|Tell me|Drop me a line} {if <date> works|what you think|if you have questions|when it is done}.",
    "The {meeting|call|workshop|review} {is|was moved to|starts} <date> at <time>{ in room ##|}.",
    "{We|I} {received|shipped|invoiced|confirmed} {order ####|the goods|invoice ####} {on <date>|yesterday|for <amount>}.",
    "{Our|The} {offer|budget|contract|delivery} {is valid until <date>|amounts to <amount>|covers ## seats|was signed by <person>}.",
    "{Thanks|Best|Kind regards|Cheers}, <first>",
    "{Please|Kindly} {pay|settle} invoice #### {by <date>|within 30 days} to the account {on file|stated in the contract}.",
    "{I will be|<first> is} {on leave|out of office|travelling} until <date>; {contact|please write to} <email> {meanwhile|in urgent cases}.",
    "{Don't forget to|Remember to|Please} {submit your timesheet|book your travel|update your profile|lock the door} {by <date>|before you leave|}.",
    "{Please|Kindly|You can} {disregard|ignore|delete} {my previous|the earlier|my last|yesterday's} {email|message|version|invoice|reminder}{, the {attachment|date|amount} was wrong|; a corrected one follows|}.",
    "{Can we|Shall we|Could we} {move|push|cancel} {our|the} {call|meeting|lunch} {to <date>|by an hour|this week}?",
    "{I have|We've} {updated|attached|uploaded} {the {slides|contract|spreadsheet}|<file>}{ to the shared folder|}, {please check|have a look at} {page #|the totals|section #}{ before <date>|}.",
    "{Who can|Could someone} {cover my shift|take the minutes|order the cake|open the gate} {on <date>|tomorrow|}?",
    "{Send|Forward|Give} {me|us|her} {the {signed|final|corrected} {copy|version|form}|your {dates|receipts|feedback}} {when ready|by <date>|, thanks}.",
    "{Reminder|FYI}: {the office is closed on <date>|new badges arrive next week|the lift is out of order|the canteen opens at <time>}.",
  ],
  note: [
    "<first> {called|mentioned|asked|wrote} {about|regarding} {the renewal|order ####|<product>|the outage}.",
    "{Customer|Patient|Caller} {reports|described|has} {a delay of # days|mild headache|a wrong charge of <amount>|trouble with the login|no further questions}.",
    "{Next step|Follow-up|Status}: {call back <date>|waiting for parts|closed|offer sent|escalated to <first>}.",
    "{Blood pressure|Temperature|Balance|Stock|Mileage}: ###{/##|}.",
    "{Agreed|Decided|Discussed} {to postpone the launch|the price of <amount>|a pilot in <city>|new opening hours}.",
    "{Milk, eggs, bread|Buy stamps|Water the plants|Dentist at <time>|Call <first>|Pick up the parcel}",
    "{Paid|Received|Booked} <amount> {from|to|at} {<company>|<person>} on <date>.",
    "{Visited|Inspected} the site in <city>; {no defects found|two windows cracked|heating works}.",
  ],
  post: [
    "{Just|Finally} {back from <city>|finished my first marathon|saw <product>|moved to <city>} {and it was amazing|!|, what a day}.",
    "{Who else|Anyone} {loves|remembers|is watching} <topic>?",
    "{New|Our} {episode|article|video} {about|on} <topic> is {out|live} now.",
    "{Proud|Happy|Excited} to {share|announce|say} that {we won a prize|<company> opens in <city>|I start a new job on <date>}.",
    "{Follow us|Read more|Sign up|Subscribe} {at|on} <url>.",
  ],
  news: [
    "{<company>|The city of <city>|The ministry|A court in <city>} {said|announced|ruled|confirmed} on {Monday|Tuesday|Friday} that {sales rose # percent|the bridge will reopen|the merger was approved|##0 people were affected}.",
    "{Shares|Prices|Exports|Temperatures} {fell|rose|climbed|dropped} {by # percent|to a #-year high|slightly} {in <city>|after the report|last week}.",
    '"{We are confident|It was a difficult year|Nobody expected this|The results speak for themselves}," said <person>, {chief executive of <company>|a spokesman|who leads the project}.',
    "The {project|building|festival|museum|programme} {began in 19##|was founded by <person>|attracts #0,000 visitors a year|cost <amount>}.",
    "{He|She} {was born in <city>|studied law|played for # seasons|joined <company> in 20##} and {later moved to <city>|retired in 20##|wrote several books on <topic>}.",
    "{Police|Firefighters|Researchers} {found|investigated|reported} {no damage|a new species|## cases|the cause} {near <city>|in the region|this year}.",
  ],
  policy: [
    "{Employees|Contractors|Managers|Visitors|Members} {must|shall|should|may not} {submit|keep|report|use|approve|share} {their expenses|company devices|incidents|badges|confidential information|holiday requests} {within ## days|in writing|with third parties|in the portal|before departure}.",
    "{Do not|Never} {share|reuse|write down|send} {your password|access codes|customer data|confidential files} {by email|with anyone|outside the company|}.",
    "{Report|Send|Submit|Forward} {suspicious messages|the signed form|receipts|lost badges} to {the security team|HR|your manager|<email>} {immediately|within one day|}.",
    "{Use|Follow|Read|Complete|Check} {the checklist|section #.#|the form|the training|the template} {before|when|after} {you start|an audit|travelling|installing}.",
    "{This policy|The agreement|This section} {applies to|covers|is governed by|replaces} {all staff|the laws of the state|version #.#|suppliers}.",
    "{We|Our staff|The bank|Officials} will never {ask for|request} your {password|PIN|card number|access code}{ by phone| by email|}.",
    "{If|When} {somebody|a caller|a stranger} {asks you to|wants you to} {transfer money|install software|share a code}, {hang up|say no|report it} {and call <company>|at once|to the police}.",
    "{Earlier|Previous|Old} {versions|editions|rules|price lists|forms} {are no longer valid|lose their effect on <date>|remain in force|were withdrawn}.",
    "{Drivers|Patients|Tenants|Students|Players} {must|may|should} {not ignore|observe|disregard|skip} {the signs|a reminder|the second step|old notices}.",
    "{Reset|Unplug|Restart|Clean} the {device|filter|unit|router} {before|after} {use|each cycle|changing the settings}{, then {press|hold} the {button|key} for # seconds|}.",
    "{Delete|Remove|Discard|Archive} {old drafts|expired files|duplicates|the protective film} {before|once} {you publish|the audit is over|first use}.",
    "{Important|Note|Attention|New}: {the {deadline|entrance|number} has changed|bring your badge|doors close at <time>|the old form can no longer be used}.",
    "{Payments|Refunds|Transfers} {above|over} <amount> {require|need} {two approvals|the consent of the board|a purchase order}.",
    "{If|When} {the alarm sounds|a system fails|you lose a device|a customer complains}, {call|contact|inform|write to} {reception|the help desk|your supervisor} {immediately|first|and wait}.",
    "{Click|Select|Open|Choose} {Settings|File|the icon|the menu}{, then {Save|Export|Next}|}{ and enter your name|}.",
  ],
};

const kinds = Object.keys(sentences);

/** A few harmless sentences of one kind. */
export function makeSentences(random: Random, count: number, kind = random.pick(kinds)): string[] {
  return Array.from({ length: count }, () => expand(random.pick(sentences[kind] ?? []), random));
}

/** Puts text into a record as tools return it, with the other fields around. */
export function wrapAsRecord(text: string, random: Random): string {
  const fields: [string, unknown][] = [
    ["id", random.below(99_999)],
    ["author", expand("<person>", random)],
    ["date", expand("20##-0#-1#", random)],
    ["title", makeSentences(random, 1)[0]],
    ["rating", random.below(6)],
    ["url", expand("<url>", random)],
    ["price", random.below(900)],
    ["status", random.pick(["open", "closed", "delivered", "read", "draft"])],
    ["email", expand("<email>", random)],
    ["location", expand("<city>", random)],
  ];
  const chosen = random.shuffle(fields).slice(0, 1 + random.below(6));
  const name = random.pick([
    "body",
    "text",
    "content",
    "description",
    "note",
    "review",
    "message",
    "comment",
    "snippet",
    "bio",
  ]);
  chosen.splice(random.below(chosen.length + 1), 0, [name, text]);
  const record = Object.fromEntries(chosen);
  const others = Array.from({ length: random.below(3) }, () => ({
    ...record,
    [name]: makeSentences(random, 2).join(" "),
  }));
  switch (random.below(5)) {
    case 0:
      return JSON.stringify(record);
    case 1:
      return JSON.stringify({ results: random.shuffle([record, ...others]) }, null, random.below(2) * 2);
    case 2:
      return chosen.map(([key, value]) => `${key}: ${String(value)}`).join("\n");
    case 3:
      return `{${chosen.map(([key, value]) => `'${key}': ${typeof value === "number" ? value : `'${String(value)}'`}`).join(", ")}}`;
    default:
      return chosen.map(([key, value]) => `- ${key}: ${JSON.stringify(value)}`).join("\n");
  }
}
