/** The looks of every page, sent with it: one request shows the whole page. */
export const style = `
:root { color-scheme: light dark; --ink: #17202a; --soft: #55616d; --line: #d9dfe5; --paper: #fbfcfd; --card: #fff;
  --link: #1d4ed8; --good: #17734a; --care: #8a5a00; --bad: #b3261e; --worse: #8c1d18; --work: #1d4ed8; --none: #c9d1d9 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft: #a3b0bd; --line: #2a333d; --paper: #11161b;
  --card: #171d24; --link: #8ab4ff; --good: #54c78e; --care: #e5b454; --bad: #ff8a80; --worse: #ff6b5e;
  --work: #8ab4ff; --none: #3a4550 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
a { color: var(--link) }
.skip { position: absolute; left: -9999px } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; padding-block: 1.5rem }
header p { margin: 0; flex: 1; font-weight: 600 }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0 }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem } h3 { font-size: 1.05rem; margin: 0 }
.headline { padding-left: .9rem; border-left: .35rem solid currentColor }
.stale { border: 2px solid var(--care); padding: .75rem 1rem; color: var(--care) }
ul.components, ol.updates, ul.incidents { list-style: none; margin: 0; padding: 0 }
ul.components > li, ul.incidents > li { border: 1px solid var(--line); background: var(--card); padding: 1rem; margin-top: -1px }
.row { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline } .row > :first-child { flex: 1 }
.soft, small { color: var(--soft); font-size: .875rem } p.soft { margin: .25rem 0 }
.bars { display: block; width: 100%; height: 2.25rem; margin-top: .5rem }
.scale { display: flex; justify-content: space-between }
.chart { display: block; width: 100%; height: auto; margin: .5rem 0 }
.chart .area { fill: none; stroke: var(--link); stroke-width: 1.5 } .chart .high { stroke: var(--care) }
.chart line { stroke: var(--line) } .chart text { fill: var(--soft); font-size: 11px }
path.operational { fill: var(--good) } path.under_maintenance { fill: var(--work) } path.unknown { fill: var(--none) }
path.degraded_performance { fill: var(--care) } path.partial_outage { fill: var(--bad) } path.major_outage { fill: var(--worse) }
.operational, .none { color: var(--good) } .under_maintenance, .maintenance { color: var(--work) }
.degraded_performance, .minor { color: var(--care) } .partial_outage, .major { color: var(--bad) }
.major_outage, .critical { color: var(--worse) }
ol.updates > li { border-left: 2px solid var(--line); padding: 0 0 1.25rem 1rem }
.body { overflow-wrap: anywhere } .body > :first-child { margin-top: .25rem } .body > :last-child { margin-bottom: .25rem }
.body pre { overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line) }
button, input, textarea { font: inherit; padding: .3rem .6rem } textarea { display: block; width: 100%; font-family: ui-monospace, monospace; font-size: .875rem }
.card { border: 1px solid var(--line); background: var(--card); padding: 1rem } fieldset { border: 1px solid var(--line) }
footer { padding-block: 2.5rem; color: var(--soft); font-size: .875rem }
@media print { nav, .skip { display: none } }
`;

/** Shows times in the reader's zone, and says when a page that is looked at has grown old. */
export const script = `
const zone = { dateStyle: 'long', timeStyle: 'short' };
for (const at of document.querySelectorAll('time')) {
  at.title = at.textContent;
  at.textContent = new Intl.DateTimeFormat(undefined, zone).format(new Date(at.dateTime));
}
const stale = document.querySelector('.stale');
const look = () => {
  if (stale) stale.hidden = Date.now() - Date.parse(stale.dataset.at) < 300000;
};
look();
setInterval(look, 15000);
`;
