/** The trace page's look, in light and dark, on paper too. */
export const traceStyle = `
:root { color-scheme: light dark; --ink: #1d232b; --faint: #626d7a; --paper: #f6f7f9; --card: #fff; --line: #d9dee5;
  --good: #14713f; --bad: #b3261e; --waiting: #8a5a00; --neutral: #5a6675; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --faint: #97a3b2; --paper: #12161b; --card: #1a2027;
  --line: #303a46; --good: #5bc98b; --bad: #ff8a80; --waiting: #e5b454; --neutral: #9fb0c3; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; letter-spacing: -.01em; }
.about { margin: 0 0 2rem; color: var(--faint); }
.about b { color: var(--ink); font-weight: 600; }
ul { list-style: none; margin: 0; padding: 0; }
ul ul { margin-left: .6rem; padding-left: 1.1rem; border-left: 1px solid var(--line); }
li { margin: .4rem 0; }
.actor { font-weight: 600; padding: .35rem 0; }
.actor small { color: var(--faint); font-weight: 400; margin-right: .5rem; text-transform: uppercase;
  font-size: .7rem; letter-spacing: .06em; }
details { background: var(--card); border: 1px solid var(--line); border-left: 3px solid var(--tone);
  border-radius: 6px; }
summary { display: flex; flex-wrap: wrap; gap: .15rem .75rem; align-items: baseline; padding: .5rem .8rem;
  cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:focus-visible { outline: 2px solid var(--tone); outline-offset: 2px; border-radius: 6px; }
.title { color: var(--tone); font-weight: 600; }
.subject { font-family: ui-monospace, monospace; font-size: .87em; }
time { margin-left: auto; color: var(--faint); font-variant-numeric: tabular-nums; font-size: .85em; }
.good { --tone: var(--good); } .bad { --tone: var(--bad); } .waiting { --tone: var(--waiting); }
.neutral { --tone: var(--neutral); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: 0; padding: .75rem .8rem;
  border-top: 1px solid var(--line); }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: .87em ui-monospace, monospace; }
footer { margin-top: 2.5rem; color: var(--faint); font-size: .9rem; }
@media (max-width: 34rem) { time { margin-left: 0; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { body { background: #fff; padding: 0; } details { break-inside: avoid; } }
`;
