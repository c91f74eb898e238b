/**
 * What a word may signal in an attack, in the languages that attacks are seen in. Words are written the way views
 * fold them: lower case, no accents, no apostrophes. Chinese, Japanese and Korean entries are pairs of characters.
 */
export const cues = {
  /** Verbs that set aside. */
  override:
    "ignore ignores ignoring disregard disregards forget forgets bypass override overrides overrule neglect discard skip abandon dismiss overlook erase " +
    "ignoriere ignorier ignorieren ignoriert vergiss vergesse vergessen missachte missachten ubergehe umgehe " +
    "ignora ignore ignorez ignorar ignorad ignoren olvida olvide olvidar olvidate oublie oubliez oublier esqueca esquece esquecer desconsidere desconsidera descarta descarte dimentica dimenticate dimenticare trascura " +
    "negeer vergeet zignoruj ignoruj zapomnij pomin unohda glom ignorera ignorirai ignorisi zaboravi zaboravite zanemari ignoreaza uita " +
    "игнорируи игнорируите игнорировать забудь забудьте проигнорируи игнориши игнорирај заборави занемари ігноруи забудь " +
    "yoksay unut gormezden تجاهل تجاهلي تجاهلوا انس अनदेखा नजरअंदाज भूल abaikan lupakan 忽略 无视 無視 忘记 忘掉 忘れ 무시 잊어",
  /** What came before. */
  prior:
    "previous previously prior above preceding earlier before foregoing initial original existing former past aforementioned " +
    "vorherige vorherigen vorigen vorige obigen obige bisherigen bisherige vorangegangenen vorangehenden fruheren zuvor oben " +
    "anterior anteriores previas previos previa previo precedente precedentes arriba antes precedenti precedente sopra iniziali anterioare " +
    "vorige bovenstaande eerdere poprzednie poprzednich wczesniejsze powyzsze edelliset tidigare foregaende prethodne prethodna prethodno prethodnih ranije " +
    "предыдущие предыдущих предыдущую прежние выше ранее претходне претходна претходно попередні " +
    "onceki yukaridaki السابقة السابق أعلاه पिछले पिछली पहले sebelumnya 之前 以前 以上 先前 前面 上述 上面 前の 上記 これ 이전 위의 앞의",
  /** What stands before this in the same text. */
  above:
    "above foregoing preceding aforementioned oben obige obigen arriba dessus sopra выше ovom 上面 以上 上記 위의",
  follow: "follow obey heed observe adhere comply befolge befolgen sigue suivez segui следуи 遵循 遵守 従わ",
  everything:
    "all every everything anything any whole entire alle alles todo todas todos toda tout toute tous toutes tudo tutte tutti tutto wszystkie все всё сви све tum كل جميع सभी semua 所有 一切 全て すべ 모든",
  /** What a model is told by its operator. */
  instructions:
    "instruction instructions directive directives direction directions guideline guidelines rule rules prompt prompts commands orders training programming constraint constraints restriction restrictions policy policies safeguard safeguards task tasks assignment assignments context briefing protocol protocols " +
    "anweisung anweisungen anleitung anleitungen befehl befehle regeln regel vorgaben aufgabe aufgaben auftrage " +
    "instruccion instrucciones instrucao instrucoes consigne consignes istruzione istruzioni indicazioni orden ordenes regla reglas regle regles regras regole tarea tareas tache taches tarefas comandos directivas " +
    "instructies opdrachten regels instrukcje instrukcji polecenia zasady ohjeet instruktioner instrukcije uputstva naredbe zadatke instructiunile instructiuni " +
    "инструкции инструкцию инструкций указания правила команды задания упутства инструкције інструкції " +
    "talimatlari talimatlar komutlari kurallari التعليمات تعليمات الأوامر القواعد निर्देश निर्देशों आदेश instruksi perintah 指令 指示 提示 规则 規則 命令 要求 说明 プロ 지시 명령 규칙 프롬",
  /** Names for the reader that an attack wants to reach. */
  assistant:
    "assistant assistants ai ais chatbot chatbots gpt chatgpt gpt3 gpt4 openai claude gemini copilot bard llama mistral grok llm llms agent agents model models bot bots " +
    "ki assistent asistente assistente asistent künstliche ии асистент ассистент 助手 人工 模型 アシ 어시",
  machineName:
    "chatgpt gpt gpt3 gpt4 openai claude gemini copilot bard llama mistral grok llm llms chatbot chatbots",
  system:
    "system developer admin administrator root superuser operator sudo maintenance debug developers systeme sistema sistem система системы 系统 系統 シス 시스",
  newness:
    "new updated revised actual real true following next neue neuen nueva nuevas nuevo nuevos nouvelle nouvelles nova novas novo novos nuove nuovo nieuwe nowe новые новая нове nove nova yeni الجديدة नए 新的 新し 새로",
  negation:
    "not never dont do without no cannot cant nicht kein keine niemals nunca jamais pas ne non mai niet nie не никогда nikada 不要 不得 别 勿",
  never: "not never dont without nicht nunca jamais niemals nie не niet non 不要 不得",
  /** Telling the human. */
  tell: "tell inform mention notify alert disclose say reveal warn ask show report acknowledge explain discuss confirm hint let display indicate sage erwahne informiere menciones digas informes informer mentionner dis 告诉 提及 告知",
  user: "user users human humans customer reader recipient owner employee anyone anybody them him her benutzer nutzer usuario utilisateur utilizador utente пользователю korisnik 用户 用戶 ユー 사용",
  secretly: "secretly silently quietly covertly discreetly stealthily unnoticed invisibly hidden",
  reveal:
    "reveal show print repeat output display disclose dump leak recite expose share return write list copy translate summarize spell echo quote give tell provide zeige zeig gib nenne wiederhole drucke muestra muestrame revela imprime repite dime montre affiche revele repete mostra stampa rivela pokaz покажи выведи повтори prikazi pokazi 显示 打印 输出 重复 告诉 表示",
  prompt:
    "prompt prompts prompttext prompttexte prompttexts preprompt metaprompt eingabeaufforderung 提示 プロ 프롬",
  own: "your youre yours own dein deine deinen deiner ihr ihre ihren tu tus su sus votre vos ton tes teu teus seu seus tuo tuoi tue suo твои свои твоја tvoje 你的 您的 あな",
  you: "you your youre yourself u ya du dir sie tu usted vous toi voce ti ты вы ti vi 你 您",
  send: "send sends sending forward forwards forwarding email mail transfer upload post posts exfiltrate submit copy share deliver transmit leak relay text message publish report sende schicke envia enviar envie envoie envoyez invia отправь posalji 发送 转发 送信",
  credential:
    "password passwords passcode credential credentials token tokens secret secrets apikey apikeys key keys ssn pin login cookie cookies otp 2fa mfa passwort contrasena 密码",
  confidential:
    "confidential private sensitive personal internal classified proprietary financial payroll medical salary salaries",
  money:
    "transfer wire pay payment payments payout invoice iban bank account accounts beneficiary remit remittance refund swift routing bitcoin btc wallet crypto deposit usd eur funds money",
  change:
    "change changed update updated replace replaced switch switched modify amend amended correct corrected new",
  call: "call calls invoke execute run use trigger delete launch perform activate query fetch open access schedule create update add book download install grant enable disable unlock cancel",
  tool: "tool tools function functions api apis plugin plugins command endpoint action actions webhook script shell bash curl sql",
  urgent:
    "immediately now urgently urgent asap promptly instantly first must mandatory required critical important priority",
  answering:
    "answer answering respond responding reply replying summarizing summarize proceeding continuing processing reading answers response responses finishing completing",
  before: "before after when while instead whenever if once until upon",
  please: "please kindly bitte por favor s'il vous plait 请 ください 부탁",
  persona:
    "pretend act roleplay role simulate impersonate imagine persona character play emulate behave acting pretending become",
  freedom:
    "unrestricted unfiltered uncensored jailbroken jailbreak dan limitless unlimited amoral unethical immoral restrictionless filterless godmode",
  limits:
    "restriction restrictions filter filters limitation limitations rules ethics ethical moral morals guidelines censorship safety safeguards constraints limits boundaries policies guardrails morality laws",
  mode: "mode modus modo modus mod режим 模式 モー 모드",
  begin: "begin start end new beginning ende",
  /** Talk about attacks on assistants rather than attacking. General news of attacks and security is not that. */
  attack:
    "attacker attackers adversary adversaries adversarial malicious injection injections jailbreak jailbreaks jailbreaking vulnerability vulnerabilities exploit exploits phishing owasp mitigation mitigations mitigate detector detectors hijack hijacking malware",
  reporting:
    "example examples phrase phrases such like called says said saying e.g include includes including contain contains containing containing quote quoted wrote written text string typical classic known looks reads instructs instructed telling tells told asks asking tried tries attempt attempts sentence sentences word words flags flag matches match blocks means mean title regex pattern patterns detects quotes quoting attack attacks security threat threats incident defense defence detection suspicious scanner scanners firewall spam scam spoofing",
  /** What one asks an assistant to do, at the head of a sentence. */
  task: "write summarize summarise translate list explain describe generate compose draft create provide give tell show find search look check get fetch retrieve read compare convert calculate compute solve answer respond reply output print say repeat mention recommend suggest promote praise advertise include insert append prepend add remove delete erase wipe drop edit modify update change set replace rename move copy send email forward text message call phone notify share post publish tweet upload download install run execute invoke open close lock unlock turn switch enable disable start stop activate deactivate play pause book reserve schedule reschedule cancel order buy purchase sell pay transfer wire deposit withdraw refund donate grant give revoke approve authorize invite accept decline confirm register sign subscribe unsubscribe follow unfollow visit click go navigate browse connect log login remind help make do use put place submit transmit extract collect gather export import backup save store record track monitor scan review inspect verify validate analyze evaluate investigate assess manage ensure stop refuse reject deny pretend act imagine consider classify rate rank pick choose predict estimate determine identify rewrite paraphrase shorten simplify expand proofread correct fix debug implement code design plan suppress hide adjust allocate alter analyse arrange assign attach administer boost breach broadcast capture coordinate compile conceal conclude conduct configure convince deduct deploy detach disclose dismiss dispatch downgrade dump enrol enter escalate exclude exfiltrate finalize forge harvest impersonate inform initiate inject instruct intercept introduce merge mislead mute obtain omit organize outline overwrite persuade prefer prepare prescribe prevent prioritize proceed propose protect publicize reallocate reassign reboot rebuild recite redirect reduce relay reload remit reorder reorganize rerun resolve restart restore restrict retain reveal scrape secure settle ship shut silence steer sync synchronize tag terminate transcribe transform trigger uninstall unblock unfreeze unmute upgrade waive warn whisper whitelist withhold",
  /** The same, but as often a noun or an adjective. */
  deed: "ask begin charge chart claim clean contact count deliver direct display double draw drive empty exchange exploit fill finish flag format grade guess guide hand handle highlight hold hurry ignore issue join keep label land launch lead leave let limit link load loan lower mail mark measure name note offer override pass patch perform ping plant point process program prompt pull push quote raise reach reason refer release rent report request reset reverse ring route rule sample select serve shift skip smile sort spell state stream supply survey swap take talk teach test think throw title top trace trade train treat try tune urge void vote wait walk watch work wrap",
  first: "i me my mine im ive id myself ich mir mein meine yo mi mis je mon ma mes",
  we: "we our ours us weve were team",
  ability: "can could would will want need like have able would_like wish",
  help: "help assist need want favor favour mind",
  contact: "email address phone number link url website contact friend colleague account iban",
  certain:
    "only exactly verbatim nothing else literally strictly just simply solely word words following exact",
  /** Words that hold sentences together: what is left of a style when its subject is taken away. */
  frame:
    "a an the this that these those some any all every each no not and or but if when while before after until because so as than then also only just even still to of in on at by for from with without into onto about over under between through during within is are was were be been being am do does did done have has had having can could may might must shall should will would i me my you your he him his she her it its we us our they them their who which what where why how there here now please up out off down again more most other such own same one two first",
  /** Everyday words that signal nothing but that this is English. */
  common:
    "about across action actually after again against age ago agree air almost alone along already although among amount animal another appear apply area arm around arrive art asked author away baby back bad ball bank base beautiful because become bed began behind believe below best better between big bill bit black blood blue board body book born both bottom box boy break bring brother brought build building built business buy came car care carry case catch cause cell center central century certain chance child children choose church city class clean clear close cold college color come common community company complete computer condition consider contain continue control cost count country course cover create cross cry culture current cut dark data date daughter day dead deal dear death decide deep degree demand department describe design detail develop died difference different difficult dinner direct discover doctor document dog dollar door double down draw dream drive drop dry early earth east easy eat economic education effect effort eight either electric else email employee end energy english enjoy enough entire environment especially evening event ever every everyone evidence exactly example experience express external eye face fact fall family famous far farm fast father fear feel feet fell felt few field fight figure file fill final financial find fine finger finish fire fish five floor follow food foot force foreign forest form forward found four free friend front full game garden gave general get girl give glass global go gold gone good government great green ground group grow hair half hand happen happy hard head health hear heart heat heavy held help here herself high himself history hit hold home hope hospital hot hotel hour house however huge human hundred idea image important include increase indeed industry information inside interest internal international into island issue item itself job join just keep kept key kind king knew know known land language large late later law lay lead learn least leave left leg legal less letter level lie life light like line list listen little live local long look lost lot love low machine made mail main major make man manage manager many map mark market material matter maybe mean measure media medical meet meeting member men mention middle might mile military million mind minute miss model modern moment money month morning mother move movement movie much music must name nation national nature near necessary need network never new news next nice night nine north nothing notice number occur offer office official often oil old once one online open order other outside own page paid paper parent park part particular partner party pass past patient pattern pay peace people perhaps period person personal phone picture piece place plan plant play player point police political poor popular population position possible power practice prepare present president press pretty price private probably problem process produce product production program project property protect provide public pull purpose push put quality question quick quickly quiet quite race radio rain raise range rate rather reach read ready real reason receive recent record red region relationship remain remember report research resource respond response rest result return review rich right rise river road rock role room round rule run safe said sale same save saw say school science sea season seat second section secure see seem sell send sense sent series serious serve service set seven several shall share she ship short should show side sign similar simple simply since single sister sit situation six size skill small social society soft soldier some someone something sometimes son song soon sort sound source south space speak special specific speech spend sport spring stage stand standard star start state statement station stay step still stock stood stop store story street strong structure student study stuff style subject success such suddenly suggest summer sun support sure surface system table take talk tax teacher team technology tell ten term test than thank their them theory thing think third those though thought thousand three through throughout time today together told tonight took top total toward town trade traffic train travel treat tree trial trip trouble true try turn two type under understand unit until upon use usually value various very view village visit voice wait walk wall want war warm watch water weapon wear weather week weight well went west whether white whole wide wife wife will win wind window winter wish within woman women wonder wood word work worker world worry would write wrong wrote year yellow yes yet young",
  urgentAction:
    "expired suspended locked compromised verify unauthorized quota limit exceeded denied unavailable overdue",
} as const satisfies Readonly<Record<string, string>>;

export type Cue = keyof typeof cues;
