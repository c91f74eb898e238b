import { repeated, seeds } from "./hostile.ts";

/** What recognisers look for, and what takes it apart: seeds are put together from these. */
const fragments = (
  ":// @ . - : :: / # + = ( ) [ ] < > { } \" ' ` * \\ | & ; , 0 1 19 4111 5500 1.1.1.1 ::1 +1 +44 00 (0 555- " +
  "123-45-6789 020·7946·0958 a A x ff é 日 Я ０ \u200b \u2003 eyJ -eyJ ZXlK AKIA sk-ant- ops_eyJ xoxb- password= " +
  "token· secret:· api_key aws Bearer· curl·-u· IBAN· DE89 GB Street,· 12·Main· weg·1 rue· utca· PO·Box·1 CA·90210 " +
  "SW1A·1AA https:// www. a.com bob@a.com (at) ·AT· %41 %2541 \\u0041 &#x41; aHR0cHM6Ly9hLmI= 0x bc1 John· Smith " +
  "Mr· X· of· and· O' ** <b> [EMAIL] [[EMAIL_ passport· born·1 phone· card· 1-1- 1/2/ 1990-01-01 00:11: \n ·"
)
  .split(" ")
  .map((fragment) => fragment.replaceAll("·", " "));

const longestSeed = 24;

/**
 * Looks for the short text that, repeated, takes `cost` longest: changes the slowest ones found so far again and again,
 * for as many `tries`. What it finds differs from run to run as times do; what is slower than all others is kept in
 * `hostile.ts`.
 */
export function findSlowest(
  cost: (text: string) => number,
  { length, tries, random }: { length: number; tries: number; random: () => number },
): readonly { readonly seed: string; readonly cost: number }[] {
  const costs = new Map<string, number>();
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const slowest = (count: number) => [...costs].sort((a, b) => b[1] - a[1]).slice(0, count);
  let elite: readonly string[] = [];
  for (const seed of [...seeds, ...fragments]) costs.set(seed, cost(repeated(seed, length)));
  for (let step = 0; step < tries; step++) {
    if (step % 40 === 0) elite = slowest(20).map(([seed]) => seed);
    const seed = changed(random() < 0.7 ? pick(elite) : pick(fragments)).slice(0, longestSeed);
    if (seed !== "" && !costs.has(seed)) costs.set(seed, cost(repeated(seed, length)));
  }
  // Once more: a pause of the machine makes anything look slow.
  return slowest(10)
    .map(([seed, before]) => ({ seed, cost: Math.min(before, cost(repeated(seed, length))) }))
    .sort((a, b) => b.cost - a.cost);

  function changed(seed: string): string {
    const at = Math.floor(random() * (seed.length + 1));
    const cut = Math.floor(random() * 3);
    return seed.slice(0, at) + (random() < 0.8 ? pick(fragments) : "") + seed.slice(at + cut);
  }
}
