/** What an order to an assistant may be after, with how surely it is an attack when written to a reader. */
export const orderScores = {
  /** Not to follow what it was told. */
  override: 0.8,
  /** To be somebody without rules. */
  persona: 0.7,
  /** Any order that names an AI as its reader. */
  address: 0.6,
  leak: 0.75,
  /** People are also told to keep things from customers. */
  secrecy: 0.35,
} as const;

type Order = keyof typeof orderScores;

// Within one clause, and not far: "Beachten Sie, dass die Regeln nicht für Gäste gelten" forbids nothing.
const gap = String.raw`[^.,;:!?\n]{0,40}?`;
const near = "[^。！？、\\n]{0,12}?";

interface Language {
  /** Where none of these words, or of these letters, stands in a text, its orders need not be looked for. */
  readonly signs: string | RegExp;
  readonly orders: readonly (readonly [Order, string])[];
}

/**
 * Orders in the languages that attacks are seen in beside English, written as views fold text: without accents. They
 * catch what single words cannot tell: the same words make honest reminders ("ignore this notice if you have paid").
 */
export const foreignOrders: readonly Language[] = [
  {
    signs:
      "alles der dem den du sie nicht nichts dein deine deinen regeln anweisung anweisungen hinweis nachricht mitteilung ki chatbot systemprompt",
    orders: [
      [
        "override",
        `(?:beachten?|befolgen?|berucksichtigen?) (?:sie )?(?:bitte )?${gap}(?:regeln|anweisungen|vorgaben|instruktionen)${gap}(?:nicht mehr|nicht langer)`,
      ],
      [
        "override",
        `(?:vergiss|vergesst|vergessen sie|ignorieren? sie|ignoriere?) (?:bitte )?alles,? ${gap},?${gap}(?:gesagt|bisher|vorher|zuvor|davor|oben|gelernt)`,
      ],
      [
        "persona",
        `(?:du bist|sie sind) (?:jetzt|ab jetzt|nun|ab sofort|von nun an)${gap}(?:ohne (?:jede |jegliche |alle |irgendwelche )?(?:einschrankung(?:en)?|regeln|filter|grenzen|beschrankung(?:en)?)\\s?(?:[.,;:!?\\n]|und |$)|uneingeschrankt)`,
      ],
      [
        "address",
        String.raw`(?:anweisung|hinweis|nachricht|mitteilung|notiz|achtung|befehl)(?:en)? (?:an |fur )?(?:die |den |das |jede |alle )?(?:ki|ki-?(?:assistent|modell|system)\w*|sprachmodelle?|chatbots?|assistenten)\s?[:：]`,
      ],
      [
        "leak",
        `(?:gib|zeige?|nenne|verrate|wiederhole)\\b${gap}(?:system-?prompts?|systemanweisung(?:en)?|systemnachricht)`,
      ],
      [
        "secrecy",
        `(?:sage?|erzahle?|verrate|melde) (?:es |das |davon )?(?:dem|der|den) (?:nutzer|benutzer|anwender)\\w* ${gap}(?:nichts|nicht)`,
      ],
    ],
  },
  {
    signs: "tout toute les ne n pas tu vous ton votre l au du ia chatbot desormais consignes instructions",
    orders: [
      [
        "override",
        `ne (?:tiens|tenez|suis|suivez|respecte|respectez) (?:pas|plus|aucun\\w*)${gap}(?:consignes|instructions|regles|directives)${gap}(?:ci-dessus|preceden|initiales|recues|donnees|plus haut)`,
      ],
      ["override", `(?:oublie|oubliez|ignore|ignorez) tout${gap}(?:dit|avant|auparavant|precede|plus haut)`],
      [
        "persona",
        `(?:tu es|vous etes) (?:maintenant|desormais|a present)${gap}sans (?:aucune? )?(?:restriction|limite|filtre|regle|censure)`,
      ],
      [
        "address",
        String.raw`(?:note|message|instructions?|consignes?|attention)(?: importante?)? (?:a|pour|aux?) ?(?:l['’ ]?|la |les |toute )?(?:assistant(?: ia| virtuel)?|ia|intelligence artificielle|modele de langage|chatbot)s?\s?[:：]`,
      ],
      [
        "leak",
        `(?:affiche|montre|revele|donne|repete)[zr]?\\b${gap}(?:prompt|instructions|consignes|invite) (?:du )?systeme`,
      ],
      [
        "secrecy",
        `(?:n['’]en parle[zr]? (?:pas|jamais)|ne (?:le )?(?:dis|dites|mentionne[zr]?|revele[zr]?) (?:pas|jamais|rien))${gap}utilisateur`,
      ],
    ],
  },
  {
    signs: "todo las los eres tu del al caso nota mensaje aviso ia usuario instrucciones reglas",
    orders: [
      ["override", `(?:haz|haga) caso omiso (?:de|a)${gap}(?:instrucciones|reglas|ordenes|indicaciones)`],
      [
        "override",
        `no (?:sigas|tengas en cuenta|hagas caso (?:a|de))${gap}(?:instrucciones|reglas|indicaciones)${gap}(?:anterior|arriba|previa|recib|original)`,
      ],
      ["override", `(?:olvida|olvidate de|ignora) todo${gap}(?:dijeron|dicho|dije|antes|anterior|arriba)`],
      ["persona", `ahora eres${gap}sin (?:ningun\\w* )?(?:restriccion|limit|filtro|censura|regla)`],
      [
        "address",
        String.raw`(?:nota|mensaje|instruccion(?:es)?|aviso|atencion)(?: importante)? (?:a|para|al) ?(?:la |el |los |toda )?(?:ia|inteligencia artificial|asistente(?: de ia| virtual)?|modelo de lenguaje|chatbot)s?\s?[:：]`,
      ],
      [
        "leak",
        `(?:muestra|muestrame|revela|imprime|dime|repite)\\b${gap}(?:prompt|indicaciones|instrucciones|mensaje) del? sistema`,
      ],
      ["secrecy", `no (?:se lo |le |lo )?(?:digas|menciones|cuentes|informes)${gap}usuario`],
    ],
  },
  {
    signs: "tutto tutte le sei di del per non senza regole istruzioni utente ia",
    orders: [
      [
        "override",
        `non (?:tenere (?:piu )?conto|seguire|rispettare|considerare)${gap}(?:istruzioni|regole|indicazioni)${gap}(?:sopra|precedenti|ricevut|iniziali)`,
      ],
      ["override", `(?:dimentica(?:te)?|ignora(?:te)?) tutto${gap}(?:detto|prima|precedent|sopra)`],
      [
        "persona",
        `(?:ora|adesso|da ora in poi|d['’]ora in poi) sei${gap}senza (?:alcuna? |nessuna? )?(?:restrizion|limit|filtr|regol|censur)`,
      ],
      [
        "address",
        String.raw`(?:nota|messaggio|istruzion[ei]|avviso|attenzione)(?: importante)? (?:per|a|all) ?['’]?(?:la |l['’]|gli |il )?(?:ia|assistente(?: ia| virtuale)?|intelligenza artificiale|modello linguistico|chatbot)\s?[:：]`,
      ],
      [
        "leak",
        `(?:mostra|mostrami|rivela|stampa|ripeti|dimmi)\\b${gap}(?:prompt|istruzioni|messaggio) (?:di|del) sistema`,
      ],
      ["secrecy", `non (?:dirlo|dire|menzionare|menzionarlo|informare)${gap}utente`],
    ],
  },
  {
    signs: "tudo as os voce tu de do nao para ao sem regras instrucoes ia",
    orders: [
      [
        "override",
        `(?:desconsidere|esqueca|nao siga|nao obedeca)${gap}(?:regras|instrucoes|orientacoes|ordens)${gap}(?:acima|anteriores|recebeu|recebidas|originais)`,
      ],
      ["override", `(?:esqueca|ignore) tudo${gap}(?:dito|disse|disseram|antes|anterior|acima)`],
      ["persona", `agora (?:voce e|tu es)${gap}sem (?:nenhuma? )?(?:restric|limit|filtr|regra|censura)`],
      [
        "address",
        String.raw`(?:nota|mensagem|instruc(?:ao|oes)|aviso|atencao)(?: importante)? (?:para|a|ao) ?(?:a |o )?(?:ia|assistente(?: de ia| virtual)?|inteligencia artificial|modelo de linguagem|chatbot)\s?[:：]`,
      ],
      [
        "leak",
        `(?:mostre|revele|exiba|imprima|repita|diga)\\b${gap}(?:prompt|instrucoes|mensagem) (?:de|do) sistema`,
      ],
      ["secrecy", `nao (?:conte|diga|mencione|informe)${gap}(?:usuario|utilizador)`],
    ],
  },
  {
    signs: /[а-я]/i,
    orders: [
      [
        "override",
        `не (?:следуи|выполняи|соблюдаи|слушаи)(?:те)? ${gap}(?:указани|инструкци|правил)\\S* ${gap}(?:выше|предыдущ|прежни|ранее|раньше)`,
      ],
      ["override", `не (?:следуи|выполняи|соблюдаи)(?:те)? (?:указани|инструкци|правил)\\S* (?:выше|ранее)`],
      [
        "override",
        `(?:забудь|забудьте|игнорируи|игнорируите) (?:о |про )?вс[ею],? ?${gap}(?:говорили|сказал|сказано|выше|раньше|ранее|до этого)`,
      ],
      ["persona", `теперь ты${gap}без (?:каких-либо |всяких |любых )?(?:ограничени|правил|фильтр|цензур)`],
      [
        "address",
        String.raw`(?:сообщение|указание|инструкция|примечание|внимание)(?: для)?,? (?:ии|искусственного интеллекта|ии-ассистента|ассистента|чат-бота|языковои модели)\s?[:：]`,
      ],
      [
        "leak",
        `(?:покажи|выведи|раскрои|повтори|напечатаи)(?:те)?${gap}системн\\S+ (?:промпт|подсказк|инструкци|сообщени)`,
      ],
      ["secrecy", `не (?:говори|сообщаи|рассказываи)(?:те)?${gap}пользовател`],
    ],
  },
  {
    signs: /[\u4e00-\u9fff]/,
    orders: [
      [
        "override",
        `(?:不要|不用|别|无须|无需)再?(?:遵守|遵循|理会|执行|服从)${near}(?:上面|以上|之前|先前|原来|所有)${near}(?:规则|指令|指示|要求)`,
      ],
      [
        "override",
        `(?:忘记|忽略|无视|忘掉)${near}(?:之前|以上|上面|先前|收到)${near}(?:指令|指示|规则|提示词|一切)`,
      ],
      ["persona", `你现在是${near}(?:没有|无|不受)${near}(?:限制|约束|规则|过滤)`],
      [
        "address",
        String.raw`(?:致|给|告|注意)${near}(?:AI|人工智能|智能助手|语言模型)(?:助手|助理|模型)?\s?[：:，,]`,
      ],
      ["leak", `(?:显示|输出|告诉我|透露|重复|打印)${near}系统(?:提示|指令)`],
      ["secrecy", `(?:不要|别)(?:告诉|通知|提醒)${near}用户`],
    ],
  },
  {
    signs: /[\u3040-\u30ff]/,
    orders: [
      [
        "override",
        `(?:上記|以前|これまで|前|元)の?${near}(?:指示|ルール|命令|規則)${near}(?:従わないで|無視して|無視し、|忘れて|忘れ、)`,
      ],
      ["persona", `あなたは(?:今|これ)から${near}(?:制限|制約|規則|ルール)(?:の|が)(?:ない|無い|存在しない)`],
      [
        "address",
        String.raw`(?:AI|人工知能|アシスタント|言語モデル)${near}(?:への|へ)(?:指示|お知らせ|注意|連絡)?\s?[：:]`,
      ],
      ["leak", `システムプロンプト${near}(?:表示|出力|教え|見せ|公開)(?:して|てくだ|しろ|せよ)`],
      ["secrecy", `(?:ユーザー|利用者)に(?:は)?${near}(?:伝えないで|知らせないで|言わないで)`],
    ],
  },
];
