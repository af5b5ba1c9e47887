/** The whole appearance of a report: nothing is fetched, and it prints as it shows. */
export const STYLE = `
:root { --ink: #231a28; --soft: #5b5162; --line: #d9d3dc; --paper: #fff; --before: #8a6d00; --after: #0a5f73; --tint: #f5f2f6; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 47rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { font: 600 2rem/1.2 Georgia, "Times New Roman", serif; margin: 0 0 .5rem; text-wrap: pretty; }
h2 { font: 600 1.35rem/1.3 Georgia, "Times New Roman", serif; margin: 3rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--line); break-after: avoid; }
p { margin: 0 0 .9rem; max-width: 42rem; }
.kicker { color: var(--soft); margin-bottom: 1.5rem; }
.answer { margin: 1.5rem 0; padding: 1.25rem 1.5rem; background: var(--tint); border-left: 4px solid var(--after); }
.answer strong { display: block; font: 600 1.9rem/1.2 Georgia, "Times New Roman", serif; font-variant-numeric: tabular-nums; }
.answer p { margin: .4rem 0 0; }
ul { padding-left: 1.2rem; max-width: 42rem; } li { margin-bottom: .4rem; }
figure { margin: 1.25rem 0 1rem; break-inside: avoid; }
figcaption { color: var(--soft); font-size: .9rem; margin-top: .35rem; }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, "Segoe UI", Roboto, sans-serif; fill: var(--ink); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; margin: .5rem 0 1.25rem; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; }
.flow td:last-child, .flow th:last-child { text-align: left; min-width: 16rem; }
pre { background: var(--tint); padding: .9rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: .85rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; font-size: .9rem; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media print { main { max-width: none; padding: 0; } body { font-size: 10.5pt; } h2 { margin-top: 1.5rem; } }
`;
