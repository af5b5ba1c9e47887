import { readFileSync, writeFileSync } from 'node:fs';
import { render } from 'preact-render-to-string';
import { readReference } from './rooms/registry/nomenclature.load.ts';
import { clusterMap } from './rooms/registry/cluster-map.tsx';
const rows = await readReference('poles-2013.csv');
const points = rows.map((r) => ({ slug: r.slug!, name: r.name!, category: r.category as never, departement: r.department_code || null, region: r.region_code_2013!, href: `/poles/${r.slug}` }));
let html = '';
for (let i = 0; i < 3; i++) { const a = performance.now(); html = render(clusterMap({ points, regionHref: (c) => `/poles?region=${c}`, selectedRegion: process.argv[2] })); console.log((performance.now() - a).toFixed(1), 'ms'); }
const svg = html.slice(html.indexOf('<svg'), html.indexOf('</svg>') + 6);
console.log('svg', Buffer.byteLength(svg), 'html', Buffer.byteLength(html));
const css = ['tokens', 'base', 'charts', 'map'].map((f) => readFileSync(`/work/main/src/kit/web/theme/${f}.css`, 'utf8')).join('\n');
for (const theme of ['light', 'dark']) writeFileSync(`/tmp/g/map-${theme}.html`, `<!doctype html><html lang="fr" data-theme="${theme}"><meta charset="utf8"><title>carte</title><style>${css}</style><body><main>${html}</main></body></html>`);
