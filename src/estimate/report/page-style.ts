/** What the report adds to the style sheet of dossiers: tables, charts, the box of the sentence to quote. */
export const PAGE_STYLE = `
:root{--strong:#1f6f8b;--warn:#a4471f}
@media (prefers-color-scheme:dark){:root{--strong:#6fc0dc;--warn:#e69a73}}
body{max-width:46rem}
.box{border:1px solid var(--line);border-inline-start:.3rem solid var(--strong);border-radius:.5rem;background:var(--card);padding:1.1rem 1.3rem;margin:0 0 1.5rem}
.box.refused{border-inline-start-color:var(--warn)}
.box h2{font-size:1rem;margin:1rem 0 .4rem}
.box ul{font-size:.93rem;padding-inline-start:1.1rem;margin:0}
.quoted{font-size:1.28rem;line-height:1.45;margin:0}
figure{margin:0 0 1.2rem}
figure svg{direction:ltr;display:block;max-width:100%;height:auto}
figcaption,caption{color:var(--soft);font:.84rem/1.45 system-ui,sans-serif;text-align:start;margin-top:.3rem}
.wide{overflow-x:auto;margin:0 0 1.2rem}
table{border-collapse:collapse;font:.86rem/1.45 system-ui,sans-serif;width:100%}
th,td{text-align:start;vertical-align:top;padding:.32rem .7rem .32rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th{font-weight:600;overflow-wrap:break-word}
.total{white-space:nowrap}
.original{color:var(--soft);font-size:.86em;display:block;text-align:left}
thead th{color:var(--soft);font-weight:500}
.overlaps td,.overlaps thead th{text-align:end}.overlaps .own{font-weight:600}.overlaps .empty{color:var(--warn);font-weight:600}
svg text{font:12px system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
svg .tick{font-size:11px;fill:var(--soft)}svg .strong{font-weight:600;fill:var(--ink)}
.grid{stroke:var(--line)}.listed{stroke:var(--ink);stroke-dasharray:3 3}.median{stroke:var(--ink);stroke-width:1.5}
.range{stroke-width:2;fill:none}.plain{stroke:var(--ink);fill:var(--ink)}.lead{stroke:var(--strong);fill:var(--strong)}.range.lead{stroke-width:3.5}.pale{stroke:var(--soft);fill:var(--soft);opacity:.65}
.fill{fill:var(--strong)}.fill.pale{fill:var(--strong);stroke:none;opacity:.4}
.stripe{fill:var(--card)}.in{fill:var(--ink)}.out{fill:var(--line)}.join{stroke:var(--ink);stroke-width:1.6}
.trace{fill:none;stroke-width:.8;opacity:.75}.chain0{stroke:#1f6f8b}.chain1{stroke:#c8792b}.chain2{stroke:#5a8f3d}.chain3{stroke:#8a5aa8}
`;
