/** One step of the usual way to talk somebody into paying elsewhere. */
export interface Stage {
  readonly id: string;
  /** One sentence for people. */
  readonly message: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

const destination =
  "(?:iban|bank (?:details|account|data|information|coordinates)|account (?:number|details)|(?:payment|remittance|payout|settlement|beneficiary|payee|wire|vendor|supplier) (?:details|destination|information|instructions|account|record|address|profile)|beneficiary|payee|routing number|sort code|swift|wallet(?: address)?|direct deposit|remit-to)";

/**
 * Stages of a payment diversion, told by what is asked and not by how polite it is. None is damning alone: people
 * change banks. A change of destination together with pressure, secrecy or a way around the check is.
 */
export const paymentStages: readonly Stage[] = [
  {
    id: "destination-change",
    message: "Wants a payment to go somewhere else than before.",
    weight: 0.3,
    pattern: new RegExp(
      String.raw`\b(?:chang\w{0,4}|updat\w{0,3}|replac\w{0,4}|switch\w{0,4}|amend\w{0,3}|correct\w{0,3}|new|different|other|moved?|redirect\w{0,3}|reroute\w{0,3}|instead of|overwrite|edit|modify|use)\b[^.?!\n]{0,60}\b${destination}|\b${destination}\b[^.?!\n]{0,50}\b(?:chang\w{0,4}|updat\w{0,3}|replac\w{0,4}|moved|new|different|no longer|is now|are now|closed|frozen|under audit)\b|\b(?:pay|send|wire|transfer|remit|settle|redirect)\b[^.?!\n]{0,60}\b(?:to|into)\s(?:this|the new|our new|another|a different|my|the following|the other)\b[^.?!\n]{0,30}\b(?:account|iban|wallet|bank|beneficiary)\b`,
      "gi",
    ),
  },
  {
    id: "check-avoidance",
    message: "Looks for a way around verification or approval.",
    weight: 0.4,
    pattern:
      /\b(?:skip|bypass|waive|avoid|without|no need (?:for|to)|don'?t (?:need|bother|have) to|not necessary to|instead of|rather than|(?:can|could) (?:we|you) (?:do|make) (?:it|this|that) without|make an exception|just this once)\b[^.?!\n]{0,50}\b(?:verif\w{0,9}|approv\w{0,4}|confirm\w{0,6}|call(?:ing|-?back| back)?|check\w{0,3}|second (?:signature|person|pair)|dual control|two-person|review|ticket|procedure|process|form|paperwork|policy)\b|\b(?:already|has been|was) (?:approved|verified|confirmed|cleared|authori[sz]ed|signed off)\b[^.?!\n]{0,50}\b(?:by|with|verbally|on the phone|offline|yesterday)\b|\bverif\w{0,9} (?:later|afterwards|after the payment)\b|\b(?:under|below|beneath|stay under|split)\b[^.?!\n]{0,40}\b(?:limit|threshold|approval)\b/gi,
  },
  {
    id: "pressure",
    message: "Presses for speed or leans on somebody's rank.",
    weight: 0.15,
    pattern:
      /\b(?:today|right away|immediately|urgent(?:ly)?|asap|before (?:noon|close|the weekend|end of (?:day|business)|they|it)|deadline|late fee|penalt(?:y|ies)|contract (?:at risk|is lost)|shipment (?:is )?(?:held|blocked|stuck)|(?:the )?(?:ceo|cfo|director|board|owner|president|boss|head of \w{2,20}) (?:is waiting|wants|asked|insists|approved|said|needs|expects))\b/gi,
  },
  {
    id: "secrecy",
    message: "Asks to keep the matter quiet or off the usual channel.",
    weight: 0.25,
    pattern:
      /\b(?:between (?:us|you and me)|keep (?:this|it) (?:quiet|confidential|private|to yourself)|don'?t (?:tell|mention|involve|copy|cc|loop|contact|call|email|write|bother)\b[^.?!\n]{0,40}|do not (?:tell|mention|involve|copy|contact|call|email)\b[^.?!\n]{0,40}|no need to (?:tell|inform|involve)|off the record|only (?:write|reply|answer|respond) to (?:me|this)|use my (?:private|personal) (?:mail|e-?mail|number|phone))\b/gi,
  },
  {
    id: "foot-in-the-door",
    message: "Starts with something small, hypothetical or for show.",
    weight: 0.15,
    pattern:
      /\b(?:hypothetical(?:ly)?|just (?:curious|wondering|testing|a test)|for (?:training|a demo|testing|an? example)|test (?:payment|transfer|entry|run)|small (?:payment|amount|transfer) (?:first|to start)|draft|template|placeholder|prepare (?:it|the|a)|stage it|only (?:save|note|fill|add)|don'?t send (?:it )?yet|what would (?:you need|it take)|who (?:approves|checks|signs)|what(?:'s| is) the (?:limit|threshold))\b/gi,
  },
];

export const refusal =
  /\b(?:i (?:can(?:no|')t|am (?:not able|unable)|'m (?:not able|unable|sorry)|won't|will not|must (?:ask|check|verify))|not (?:allowed|permitted|possible|authori[sz]ed)|needs? (?:an? )?approval|requires? (?:an? )?(?:approval|verification)|was denied|policy (?:does not|doesn't) (?:allow|permit))\b/i;
