import type { ActionContext } from '#kit/context.ts';
import { type Mail, queueMail } from '#kit/mail.ts';
import { speaking } from '#kit/say.ts';
import { type Holder, peopleHolding } from '#rooms/access';
import type { PartyTable } from '../contract.ts';

/** People with an account here who speak for a party on a day; none for a local authority that is no métropole. */
export async function peopleOf(
  sql: ActionContext['sql'],
  party: Pick<PartyTable, 'kind' | 'region' | 'metropole'>,
  cluster: string,
  on: string,
): Promise<Holder[]> {
  const region = { kind: 'region', id: `${party.region}@2013` } as const;
  switch (party.kind) {
    case 'state': {
      const near = await peopleHolding(sql, 'state-officer', region, on);
      return near.length > 0 ? near : peopleHolding(sql, 'state-officer', { kind: 'programme' }, on);
    }
    case 'region':
      return peopleHolding(sql, 'region-officer', region, on);
    case 'authority':
      return party.metropole === null
        ? []
        : peopleHolding(sql, 'metropole-officer', { kind: 'metropole', id: party.metropole }, on);
    case 'cluster':
      return peopleHolding(sql, 'cluster-director', { kind: 'cluster', id: cluster }, on);
  }
}

interface Words {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** One message to each of these people, French first and English below: the reader's language is not known before they sign in. */
export async function writeTo(
  ctx: Pick<ActionContext, 'sql' | 'now' | 'newId'>,
  people: readonly Holder[],
  write: (name: string) => Words,
  stillNeeded?: Mail['stillNeeded'],
): Promise<void> {
  for (const { name, email } of people) {
    const fr = speaking('fr', () => write(name));
    const en = speaking('en', () => write(name));
    await queueMail(
      ctx.sql,
      {
        to: email,
        subject: fr.subject,
        text: `${fr.lines.join('\n\n')}\n\n—\n${en.subject}\n\n${en.lines.join('\n\n')}\n`,
        ...(stillNeeded && { stillNeeded }),
      },
      ctx,
    );
  }
}
