import fc from 'fast-check';
import { sql as fragment } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Grant, ROLES, type Scope } from '#kit/actor.ts';
import { addDays, day } from '#kit/period.ts';
import { quickStore } from '#kit/testing/store.ts';
import {
  DIRECTED_ROLES,
  grantState,
  mayAdminister,
  mayGrant,
  ROLE_SCOPES,
  readScope,
  refuseDelegation,
  writeScope,
} from './grant.rules.ts';

const KINDS: readonly Scope['kind'][] = ['programme', 'region', 'metropole', 'cluster', 'organisation'];
const director: Grant = { role: 'cluster-director', scope: { kind: 'cluster', id: 'minalogic' } };
const administrator: Grant = { role: 'administrator', scope: { kind: 'programme' } };

describe('functions and their scopes', () => {
  it('are held on the kinds of scope that the rules say, and the database refuses the others', async () => {
    const store = await quickStore.open();
    await fragment`insert into access.person (id, name, email, created_at, updated_at)
      values ('per-1', 'Essai', 'essai@pole.example', now(), now())`.execute(store.sql);
    const accepted: string[] = [];
    for (const role of ROLES) {
      for (const kind of KINDS) {
        const values = fragment`(${`${role} ${kind}`}, 'per-1', ${role}, ${kind}, ${kind === 'programme' ? '' : 'x'},
          '2014-01-01', '2014-12-31', 'Mission', 'x', 'x', now())`;
        const insertion =
          fragment`insert into access.function_grant (id, person_id, role, scope_kind, scope_id, valid_from,
          valid_to, mission, granted_by, granted_by_name, granted_at) values ${values}`.execute(store.sql);
        await insertion.then(() => accepted.push(`${role} ${kind}`)).catch(() => {});
      }
    }
    expect(accepted.sort()).toEqual(ROLES.flatMap((role) => ROLE_SCOPES[role].map((kind) => `${role} ${kind}`)).sort());
  });

  it('are written in one word and read back the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS.slice(1)), fc.stringMatching(/^[\w@:.-]+$/), (kind, id) => {
        const scope = { kind, id } as Scope;
        expect(readScope(writeScope(scope))).toEqual(scope);
      }),
    );
    for (const nothing of ['', 'cluster', 'cluster:', 'country:fr', 'programme:x'])
      expect(readScope(nothing)).toBeNull();
  });
});

describe('who gives what', () => {
  it('lets a cluster’s director give its team’s and its members’ functions, and nothing else', () => {
    for (const role of ROLES) {
      const own = mayGrant([director], { role, place: { clusters: ['minalogic'] } });
      const elsewhere = mayGrant([director], { role, place: { clusters: ['cap-digital'] } });
      expect([role, own, elsewhere]).toEqual([role, DIRECTED_ROLES.includes(role), false]);
      expect(mayGrant([administrator], { role, place: {} })).toBe(true);
    }
  });

  it('lets nobody but the administrator and directors give anything, whatever they hold', () => {
    const others = ROLES.filter((role) => role !== 'administrator' && role !== 'cluster-director');
    fc.assert(
      fc.property(fc.constantFrom(...others), fc.constantFrom(...ROLES), (held, asked) => {
        const grant: Grant = { role: held, scope: { kind: 'programme' } };
        expect(mayGrant([grant], { role: asked, place: { clusters: ['minalogic'] } })).toBe(false);
      }),
    );
  });

  it('lets a director close an account only when each of its functions is theirs to end', () => {
    const officer = { role: 'cluster-officer', place: { clusters: ['minalogic'] } } as const;
    const state = { role: 'state-officer', place: {} } as const;
    expect(mayAdminister([director], [officer])).toBe(true);
    expect(mayAdminister([director], [officer, state])).toBe(false);
    expect(mayAdminister([director], [])).toBe(false);
    expect(mayAdminister([administrator], [])).toBe(true);
  });
});

describe('days', () => {
  const held = { from: day('2014-03-01'), to: day('2014-03-31'), ended: false };

  it.each([
    ['the day before the first', '2014-02-28', 'upcoming'],
    ['the first day', '2014-03-01', 'current'],
    ['the last day', '2014-03-31', 'current'],
    ['the day after the last', '2014-04-01', 'over'],
  ] as const)('a function on %s', (_label, today, state) => {
    expect(grantState(held, day(today))).toBe(state);
    expect(grantState({ ...held, ended: true }, day(today))).toBe('over');
  });

  it('a delegation never goes beyond its function', () => {
    const offset = fc.integer({ min: -40, max: 80 });
    fc.assert(
      fc.property(offset, fc.nat(40), (start, length) => {
        const days = { from: addDays(held.from, start), to: addDays(held.from, start + length) };
        const refusal = refuseDelegation({ held, holder: 'a', deputy: 'b', days, today: held.from });
        const inside = days.from >= held.from && days.to <= held.to;
        expect(refusal === null).toBe(inside);
      }),
    );
    const days = { from: held.from, to: held.to };
    const asked = { held, holder: 'a', deputy: 'b', days, today: held.from };
    expect(refuseDelegation({ ...asked, deputy: 'a' })).toBe('DEPUTY_IS_HOLDER');
    expect(refuseDelegation({ ...asked, today: addDays(held.to, 1) })).toBe('GRANT_OVER');
    expect(refuseDelegation({ ...asked, held: { ...held, ended: true } })).toBe('GRANT_OVER');
  });
});
