import { randomUUID } from 'node:crypto';
import { createORPCClient } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { call as callProcedure } from '@orpc/server';
import type { Operation } from '#kit/action.ts';
import { systemActor } from '#kit/actor.ts';
import type { Config } from '#kit/config.ts';
import type { Call } from '#kit/context.ts';
import { storeOwner } from '#kit/db/lock.ts';
import type { Log } from '#kit/log.ts';
import { operationTree } from '#kit/web/api.ts';
import { type House, openHouse, storeFolder } from './house.ts';
import { operatorToken } from './operator.ts';
import { rooms } from './rooms.ts';

/** How a command reaches the operations: through the running server, or on the store it opened itself. */
export interface Gate {
  perform(operation: Operation, input: unknown): Promise<unknown>;
  /** Where the server answers; null when the command works on the store by itself. */
  readonly url: string | null;
  /** The house, when the command opened it. */
  readonly house: House | null;
  close(): Promise<void>;
}

export const OPERATOR = systemActor('Ligne de commande');

export async function openGate(config: Config, log: Log): Promise<Gate> {
  const owner = config.databaseUrl ? null : await storeOwner(storeFolder(config));
  if (owner?.url) return remoteGate(owner.url, operatorToken(config.dataDir));
  const house = await openHouse(config, log);
  const context: Call = { services: house.services, actor: OPERATOR, door: 'cli', requestId: randomUUID() };
  return {
    url: null,
    house,
    perform: (operation, input) => callProcedure(operation, input as never, { context }) as Promise<unknown>,
    close: () => house.store.close(),
  };
}

/** The API of the server that holds the store, as the operator. */
function remoteGate(url: string, token: string): Gate {
  const link = new OpenAPILink(operationTree(rooms), {
    url: `${url}/api/v1`,
    headers: { Authorization: `Bearer ${token}` },
  });
  const client = createORPCClient<Record<string, Record<string, (input: unknown) => Promise<unknown>>>>(link as never);
  return {
    url,
    house: null,
    perform: (operation, input) => {
      const [subject, verb] = operation.meta.name.split('.') as [string, string];
      return client[subject]![verb]!(input);
    },
    close: async () => {},
  };
}
