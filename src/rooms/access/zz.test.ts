import { expect, it } from 'vitest';
import { eachStore } from '#kit/testing/store.ts';
import { testServices } from './access.testing.ts';
import { insertPerson } from './accounts/person.store.ts';
import { savePasswordHash } from './sign-in/sign-in-method.store.ts';
import { hashPassword } from './sign-in/password.ts';
import { passwordAuth } from './sign-in/auth.ts';
import { identify } from './sign-in/identify.ts';
import { openLog } from '#kit/log.ts';
it('works', async () => {
  const store = await eachStore[0]!.open();
  const s = testServices(store);
  const services = { ...s, log: openLog({ level: 'debug' }) };
  await insertPerson(store.sql, { id: 'per-1', name: 'A B', email: 'a@b.example', emailVerified: false }, services.clock.now());
  await savePasswordHash(store.sql, { id: 'way-1', person: 'per-1', hash: await hashPassword('abcdefghijklm'), now: services.clock.now() });
  const auth = await passwordAuth(services);
  for (let i=0;i<12;i++) {
  const r = await auth.handler(new Request('http://localhost:3000/connexion/sign-in/email', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', 'x-grappe-address': '10.0.0.1', 'user-agent': 'x' }, body: JSON.stringify({ email: 'a@b.example', password: i ? 'no-no-no-no-no' : 'abcdefghijklm' }) }));
  console.log(r.status, await r.text(), [...r.headers]);
  if (!i) { console.log(await identify(services, new Request('http://x/', { headers: { cookie: r.headers.getSetCookie().map(c=>c.split(';')[0]).join('; ') } }))); }
  }
  console.log((await store.query('select * from access.session')).rows, (await store.query('select * from access.attempt')).rows);
});
