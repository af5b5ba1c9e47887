const { mapDrawing } = await import('./rooms/registry/cluster-map.contours.ts');
const a = performance.now(); const d = mapDrawing(); console.log('draw', (performance.now()-a)|0,'ms');
console.log(d.regions.map(r=>[r.code,r.name,r.path.length,r.centre]), d.regions.reduce((s,r)=>s+r.path.length,0)); console.log(d.departements.get('974'), d.departements.get('75'), d.insets);
