/** What a document may hold to reach the people who read a card: over 200 texts of our own making. */
export const hostileTexts: readonly string[] = build();

function build(): readonly string[] {
  const calls = [
    ..."<!channel> <!here> <!everyone> <@U0123456789> <@W0123456789|owner> <!subteam^S0123456789>".split(" "),
    ..."<!subteam^S0123456789|@finance> <#C0123456789> <#C0123456789|general> @channel @here @everyone".split(
      " ",
    ),
    ..."@finance #general &lt;!channel&gt; &amp;lt;!here&amp;gt; <!channel|here> <@U0123456789|>".split(" "),
    "<!date^1392734382^Posted {date_num}^https://attacker.example/|fallback>",
  ];
  const links = [
    ..."https://attacker.example/approve http://127.0.0.1/x www.attacker.example attacker.example/pay".split(
      " ",
    ),
    ..."<https://attacker.example> <https://attacker.example|Approve> <mailto:a@attacker.example|write>".split(
      " ",
    ),
    ..."mailto:cfo@attacker.example cfo@attacker.example [Approve](https://attacker.example)".split(" "),
    ..."![x](https://attacker.example/p.png) javascript:alert(1) slack://open?team=T1 tel:+441632960000".split(
      " ",
    ),
    "<javascript:alert(1)|Approve>",
    "<slack://user?team=T1&id=U1|Open>",
  ];
  const shapes = [
    ..."*Approved* _approved_ ~denied~ `ok` ```ok``` >quoted :white_check_mark: :rotating_light: &copy; &#60;".split(
      " ",
    ),
    '{"type":"button","text":"Approve"}',
    '","blocks":[{"type":"section"}]',
    "</pre><script>alert(1)</script>",
    "Approved by fay\nFingerprint 0000-0000",
    "\r\n\r\nApproved",
    "\u001b[2K\u001b[1A",
    "\u0000\u0007\b",
    "Risk: none\t\t\t\t\tApproved",
  ];
  const hidden = [
    "\u202Egnp.eciovni\u202C",
    "\u2066refund\u2069",
    "ap\u200Bprove",
    "\u200B",
    "\u200B\u200C\u200D\uFEFF",
    " ",
    "\u2800\u2800",
    "\u3164",
    "\u{E0041}\u{E0070}\u{E0070}",
    "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308",
    "\uD800",
    "\uDC00x",
    "\uFFFE\uFFFF",
    "",
    "العربية תשלום",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇬🇧",
    "𝒶𝓅𝓅𝓇ℴ𝓋ℯ",
    "‮<!channel>",
    "<\u200B!channel>",
    "＜!channel＞",
  ];
  const seeds = [...calls, ...links, ...shapes, ...hidden];
  const wrapped = [...calls, ...links].flatMap((text) => [
    `Dear colleague, ${text} please`,
    `${text}\n${text}`,
    `&${text}&`,
    `\u200B${text}`,
    `*${text}*`,
  ]);
  return [
    ...seeds,
    ...wrapped,
    "x".repeat(50_000),
    "<!channel>".repeat(2_000),
    "&".repeat(9_999),
    "👩‍👩‍👧‍👦".repeat(3_000),
  ];
}
