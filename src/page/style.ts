/**
 * Members of a list of objects stand in rows by field, explanations apart from their reasons: the number tells which belong
 * together. Of lists within lists it would be two numbers, so these have none.
 */
const NUMBERS = Array.from({ length: 30 }, (_, at) => {
  const isMember = `:is([data-p*="/${at}/"],[data-u*="/${at}/"]):not([data-p*="/cells/"],[data-p*="/spans/"])`;
  return `dd:has(${isMember})::before{content:"(${at + 1}) "}`;
}).join("\n");

/**
 * The one style sheet of dossiers: system fonts, both directions by logical properties, light and dark, print. On paper
 * it leaves out what was not opened; it hides nothing else, adds no words but the numbers of a list, and verifiers know it by
 * its hash, so that no other sheet can.
 */
export const DOSSIER_STYLE = `
:root{--ink:#1b1d21;--soft:#5b6069;--line:#d9dbe0;--paper:#fdfdfb;--card:#f5f5f1;--link:#1f4e8c;--mark:#fff3c9;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e7e6e1;--soft:#a2a6ae;--line:#3a3d43;--paper:#16181b;--card:#1f2226;--link:#9cc1f5;--mark:#4a4120}}
*{box-sizing:border-box}
html{font:1.06rem/1.62 Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Noto Serif",serif;color:var(--ink);background:var(--paper);text-size-adjust:100%}
html[dir=rtl]{font-family:"Noto Naskh Arabic","Geeza Pro","Traditional Arabic","Noto Sans Arabic","Segoe UI",Tahoma,serif;font-size:1.14rem;line-height:1.85}
body{margin:0 auto;max-width:44rem;padding:2.2rem 1.2rem 4rem;overflow-wrap:anywhere}
h1{font-size:2.05rem;line-height:1.22;margin:.35rem 0 .8rem;font-weight:600;text-wrap:balance}
h2{font-size:1.36rem;line-height:1.3;margin:2.6rem 0 .7rem;font-weight:600}
h3{font-size:1.05rem;margin:2rem 0 .6rem;font-weight:600;color:var(--soft)}
h4{font-size:1rem;line-height:1.5;margin:0 0 .5rem;font-weight:600}
html[dir=rtl] :is(h1,h2){line-height:1.5}
p,ul{margin:0 0 .9rem}
a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
a:focus-visible,summary:focus-visible{outline:.15em solid var(--link);outline-offset:.15em;border-radius:.15em}
bdi{unicode-bidi:isolate}
.kind,.by,.languages,.how,.voice,.copy,dt,summary,footer{font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif}
.kind,.by,.languages{color:var(--soft);font-size:.86rem;margin:0}
.by{display:flex;flex-wrap:wrap;gap:.1rem .9rem;padding-bottom:1rem;border-bottom:1px solid var(--line)}
.languages{margin:.6rem 0 0;display:flex;gap:1rem}
.how{font-size:.9rem;line-height:1.55;color:var(--soft);margin:1.1rem 0 0}
html[dir=rtl] .how{line-height:1.8}
.voice{font-size:.86rem;color:var(--soft);border-inline-start:.2rem solid var(--line);padding-inline-start:.7rem}
blockquote{margin:0 0 .9rem;padding-inline-start:1rem;border-inline-start:.2rem solid var(--line)}
.s:target,.card:target{background:var(--mark)}
a.ref{font:600 .72em/1 system-ui,sans-serif;text-decoration:none;padding:.1em .32em;border:1px solid var(--line);border-radius:.3em;background:var(--card);unicode-bidi:isolate;white-space:nowrap}
a.ref:hover{border-color:currentColor}
a.figure{color:inherit;text-decoration:underline dotted;text-decoration-color:var(--link)}
.at{font-size:.82em;color:var(--soft)}
.withheld{color:var(--soft);font-style:normal;background:var(--card);border-radius:.2em;padding:0 .2em;white-space:nowrap}
details{margin:0 0 1.1rem}
summary{font-size:.82rem;color:var(--soft);cursor:pointer;width:fit-content}
.chain{list-style:none;padding:0;margin:.5rem 0 0;border-inline-start:1px solid var(--line)}
.chain>li{padding:.35rem .9rem;font-size:.93rem}
.chain q,.quote{font-style:normal;white-space:pre-line}
.chain .step{display:block;color:var(--soft);font-size:.9rem}
.card{border:1px solid var(--line);border-radius:.5rem;background:var(--card);padding:.9rem 1.1rem;margin:0 0 .9rem}
.card blockquote{margin:.2rem 0 .6rem}
.card dl{display:grid;grid-template-columns:fit-content(13rem) minmax(0,1fr);gap:.25rem 1rem;margin:.4rem 0;font-size:.93rem}
.card dt{grid-column:1}
.card dd{grid-column:2}
.card dl>div{display:contents}
${NUMBERS}
dt{color:var(--soft);font-size:.84rem;padding-block-start:.1rem}
dd{margin:0;min-width:0}
.card details{margin:.5rem 0 0}
.card details p{font-size:.86rem;margin:.3rem 0 0}
.copy{font-size:.84rem;color:var(--soft);margin:.4rem 0 0}
.hash{font:.82em/1.5 ui-monospace,"Cascadia Mono",Menlo,monospace;direction:ltr;unicode-bidi:isolate}
img{display:block;max-width:100%;height:auto;border-radius:.3rem;margin:.4rem 0}
footer{margin-top:3.5rem;padding-top:1.2rem;border-top:1px solid var(--line);font-size:.9rem}
footer .card{background:none}
@media (max-width:32rem){body{padding-top:1.4rem}h1{font-size:1.62rem}.card{padding:.8rem .8rem}.card dl{grid-template-columns:1fr;gap:0}.card dd{grid-column:1;margin-bottom:.35rem}}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--card:#fff;--link:#000;--mark:#fff}html{font-size:10.5pt}html[dir=rtl]{font-size:11.5pt}body{max-width:none;padding:0}a{text-decoration:none}h2,h3,h4{break-after:avoid}.card,.chain>li,blockquote{break-inside:avoid}.lineage:not([open]){display:none}summary{list-style:none}.card details::details-content{content-visibility:visible;block-size:auto}#evidence{columns:2;column-gap:1.4rem}#evidence h2{column-span:all}.card{padding:.5rem .7rem;margin-bottom:.6rem}.card dl{font-size:.84rem;grid-template-columns:fit-content(6rem) minmax(0,1fr);gap:.1rem .6rem}.card h4{font-size:.93rem}.card details p{display:inline;margin-inline-end:.6rem}}
`;

/** Of reports, which carry their charts on white wherever they are shown. */
export const REPORT_STYLE = `
:root{--ink:#1b1d21;--soft:#5b6069;--line:#d9dbe0;--paper:#fdfdfb;--link:#1f4e8c;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e7e6e1;--soft:#a2a6ae;--line:#3a3d43;--paper:#16181b;--link:#9cc1f5}}
*{box-sizing:border-box}
html{font:1.06rem/1.6 Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Noto Serif",serif;color:var(--ink);background:var(--paper)}
html[dir=rtl]{font-family:"Noto Naskh Arabic","Geeza Pro","Traditional Arabic","Noto Sans Arabic","Segoe UI",Tahoma,serif;font-size:1.14rem;line-height:1.85}
body{margin:0 auto;max-width:46rem;padding:2.2rem 1.2rem 4rem;overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.25;text-wrap:balance}
h2{font-size:1.36rem;margin-top:2.6rem;border-top:1px solid var(--line);padding-top:1.4rem}
h3{font-size:1.06rem;color:var(--soft);margin-top:1.8rem}
a{color:var(--link);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
ul{padding-inline-start:1.2rem}
li{margin-bottom:.35rem}
:target{background:#fff3c9;color:#1b1d21}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:.2rem solid var(--line)}
figure{margin:1.4rem 0}
figure svg{display:block;max-width:100%;height:auto;direction:ltr;border:1px solid var(--line)}
figcaption{font-size:.88rem;color:var(--soft)}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--link:#000}body{max-width:none;padding:0}h2,h3{break-after:avoid}figure,li{break-inside:avoid}}
`;
