import { domains } from "./domains.ts";
import { expand } from "./grammar.ts";
import { layOut } from "./layouts.ts";
import type { Random } from "./random.ts";

/** Harmless sentences of short texts: what reviews, mails, notes and records say. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  ...domains,
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
    "I {just finished|am still|have just started} {reading|watching|playing|using} {this|it|the {book|series|game|app}} {and I {loved it|could not put it down|want my money back|am not sure what to say}|for the second time|on my <device>}.",
    "I {play|use|wear|read} {this|it} {with my {grandchildren|wife|students|team}|every {day|weekend|evening}|on the train}{ and we {all like it|laugh a lot|never get bored}|}.",
    "{As a|Being a} {teacher|nurse|former sailor|mother of #|beginner|long-time fan}, I {had to {write|say|try} {this|something}|expected {more|less}|did not want to {return|buy} {it|another one}|know what I am talking about}.",
    "This {game|book|film|device|hotel} makes you {do the same things over and over|think|laugh|want to {travel|read on|go home}}, {it never {holds my attention|gets boring}|which is {fine|a pity}}.",
    "{It|The label|The page} {clearly|only} says {that|on the box that} {it works with {older phones|any printer|# volts}|batteries are included}{, and it does not|, so check first|}.",
    "I {bought|ordered|got} both {this and the other one|the {small|large} one and the {old|new} one} {and have used {the first|both} more|because I {could not decide|needed two}|after reading the reviews}.",
    "{Do yourself a favor|Take my advice|Save your money|Be warned|Trust me} {and|:|,} {skip {the last chapter|dessert}|get the {bigger|cheaper} one|buy two|stay away|bring earplugs|book early}.",
    "If you {like|want|need|love} {<topic>|a quiet place|something simple|good sound}, {this is for you|look elsewhere|you will be {happy|disappointed}|get it}.",
    "{She|He|My dentist|The waiter|The band} {was {a great actress|very patient|a bit rude|kind to us}|knows every trick|made my day|has never played better}.",
    "{Worst|Best|Strangest} {meal|purchase|trip|concert} of {my life|the year}, {I {still remember|will never forget} it|and {I have had many|that says a lot}}.",
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
    "{Could|Can|Would} you {tell|remind|show} {me|us} by {<date>|tomorrow|the end of the week} {what you need {from us|for the audit}|whether {<date>|the offer|room ##} suits you|how many of you are coming|if the parcel has arrived|when the part will be there}?",
    "{Please|Kindly} {confirm|acknowledge} {receipt|the {date|order|booking}}{ by return| by <date>|}{, so that we can {plan|ship} {the {visit|delivery}|on time}|}.",
    "{Please|Could you} {advise|explain|check|look into} {how to proceed|why {order ####|invoice ####} {was charged twice|is still open}|what went wrong|the delay}.",
    "{Please|Would you} {call|ring|phone|e-mail|write to} {me|us|<first>|the office} {on|at} {<email>|+44 1632 96####|extension ###} {if anything is unclear|before noon|to {arrange|agree on} a time|when you get this}.",
    "{My|Our} {direct line|number|address} is {+44 1632 96####|<email>|## Mill Road, <city>}; {I am in {most of the day|until <time>}|please use it from now on|call any time}.",
    "{Please|You can|Just} {reply to this {mail|message}|use the form|sign on page #|bring the {letter|receipt|card}} {by <date>|to {confirm|cancel|collect the parcel}|if you wish to {come|take part|leave the list}}.",
    "{Please|Kindly} {replace|repair|collect|credit|exchange|refund} {the {damaged|missing|wrong} {units|item|pages|goods}|two of the four|what was broken} {free of charge|as agreed|under warranty|on your next visit}.",
    "{Two|Three|Several} of {the|them} {arrived {damaged|late|without a label}|do not {work|fit|switch on}|are missing}: {the carton was crushed|no power|cracked at one corner|photographs attached}.",
    "{Write|Mail|Send your {claim|question|papers}} to <email> within {five|##|three} days {of the {delivery|event|letter}|}{ and {quote|add|state} {the order number|your name}|}.",
    "{Please|Kindly} {do not {reply to this address|send cash|attach files above # MB}|keep {this letter|the receipt|a copy}|note {the new opening hours|that we are closed on <date>|our new address}}.",
    "{Put|Place|Store|Keep} the {file|samples|keys|order} {in|with|under} {the shared folder|reception|cold storage|my name} {by <date>|until I am back|, thanks}.",
    "{Have a look at|Read|See} {page #|the attached {note|plan}|section #.#} {and {tell me|let me know} {what you think|if I missed something}|before {we meet|the call}}.",
    "{Let's|We should|I suggest we} {meet|talk|speak|have lunch} {on <date>|at <time>|next week|after the fair} {to {go through|agree on|discuss} {the {plan|numbers|contract}|next steps}|}.",
    "{Send|Forward|Give} {me|us|her} {the {signed|final|corrected} {copy|version|form}|your {dates|receipts|feedback}} {when ready|by <date>|, thanks}.",
    "{System|Security|Maintenance|Service} {update|notice|message|alert}: the {mail server|portal|VPN|lift} is {down|slow|unavailable} on <date> from # to # {am|pm}{; no action is needed|, please save your work|}.",
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
    "{As|While} {prime minister|director|a young officer|chair of the board}, {he|she} {was forced to {accept|sign|leave} {the {terms|treaty|offer}|office}|called on {the army|both sides|members} to {step aside|vote|return}|refused to {give up|sell} {the {claim|post|firm}|}}.",
    "{The {army|navy|fleet|agency|company}} {also|now|no longer} {uses|operates|builds} {the {helicopter|ship|engine|system}} for {search and rescue|training|transport}{ and {medical evacuation|patrol}|}.",
    "{<company>|The operator|A start-up} plans to {offer|launch|test|close} {a service|an app|## shops} that {would|could} {act as|replace|compete with} {a {personal assistant|switchboard|bank|guide}|older models|its rivals}.",
    "{That's|It is} {important|hard|good} to {know|prove|explain}, {scientists|officials|critics|historians} say, {and has taken a long time to {prove|find out}|because {the data|the records} are {thin|old}}.",
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

/** Harmless sentences as one text. */
export function makeText(random: Random, count: number): string {
  const kind = random.pick(kinds);
  return makeSentences(random, count, kind).join(kind === "label" || random.chance(0.2) ? "\n" : " ");
}

/** Puts text into what surrounds texts: a record, a mail, a page, a table. */
export const surround = (text: string, random: Random): string =>
  random.chance(0.4)
    ? wrapAsRecord(text, random)
    : layOut(text, random, (count, kind) => makeSentences(random, count, kind));

/** Puts text into a record as tools return it, with the other fields around. */
function wrapAsRecord(text: string, random: Random): string {
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
