import { enterpriseSizeHistory } from '../src/rooms/registry/enterprise-size.rules.ts';
import { sizeCategory } from '../src/rooms/registry/size-category.rules.ts';
const acc = (u: string) => [2012, 2013].map((y) => ({ unit: u, year: y, closedOn: `${y}-12-31` as never, headcount: 12, revenue: 300000000 as never, balanceSheet: 200000000 as never, consolidated: false }));
let t = performance.now();
for (let i = 0; i < 50000; i++) enterpriseSizeHistory('u' + i, { links: [], accounts: acc('u' + i) });
console.log('history 50k', performance.now() - t);
t = performance.now();
for (let i = 0; i < 100000; i++) sizeCategory({ headcount: 12, revenue: 300000000 as never, balanceSheet: 200000000 as never });
console.log('sizeCategory 100k', performance.now() - t);
