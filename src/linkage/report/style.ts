/**
 * The style sheet of the report: paper in daylight, and at night; print without colour still tells for from against by side. On a phone a
 * drawing keeps a size that can be read and is moved sideways; a shade at its end says that there is more.
 */
export const REPORT_STYLE = `:root{color-scheme:light dark;--ink:#1b1b1f;--soft:#55555f;--line:#d9d9de;--paper:#fff;--for:#1f6f8b;--against:#b4532a;--one:#1f6f8b;--two:#8a6d1f}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8ee;--soft:#a9a9b6;--line:#3a3a44;--paper:#16161a;--for:#5fb4d2;--against:#e58a5f;--one:#5fb4d2;--two:#d3b25c}}
body{font:16px/1.55 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--paper)}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin:2.4rem 0 .5rem}h3{font-size:1rem;margin:1.4rem 0 .2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0}th,td{text-align:start;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
td.n{white-space:nowrap}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}.lead{font-size:1.05rem}.small{color:var(--soft);font-size:.88rem}.scroll{overflow-x:auto}
.chart{direction:ltr;overflow-x:auto;background:linear-gradient(270deg,var(--paper) 60%,transparent) 100% 0/2.5rem 100% no-repeat local,linear-gradient(270deg,var(--line),transparent) 100% 0/1rem 100% no-repeat scroll}svg{direction:ltr;max-width:100%;min-width:44rem;height:auto;display:block}.original{color:var(--soft);font-size:.86em}svg text{font:12px system-ui,sans-serif;fill:var(--ink)}svg .small{font-size:11px;fill:var(--soft)}svg .end{text-anchor:end}svg .strong{font-weight:600}
svg .for{fill:var(--for)}svg .against{fill:var(--against)}svg .one{fill:var(--one)}svg .two{fill:var(--two)}svg .zero{stroke:var(--soft);stroke-dasharray:3 3}svg .frame{fill:none;stroke:var(--line)}
@media print{body{max-width:none;margin:0}h2{break-after:avoid}.chart{overflow:visible;background:none}svg{min-width:0}svg,table{break-inside:avoid}}`;
