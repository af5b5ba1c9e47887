import { type AnyProcedure, ORPCError, os, ValidationError } from '@orpc/server';
import type * as z from 'zod';
import { covers, grantsFor, holds, type Place, type Role } from './actor.ts';
import type { ActionContext, Call, QueryContext, Recorded, Refusal, RefusalDetail, Services } from './context.ts';
import type { Sql } from './db/database.ts';
import { newId } from './ids.ts';
import { invalidFields } from './invalid.ts';
import { appendJournalLines } from './journal.ts';
import { dayInParis } from './period.ts';
import { untilNextAct } from './remembered.ts';
import { locale, type Say, say } from './say.ts';
import type { FieldError } from './web/page.ts';

/** Who may call an operation, and on what. */
export interface Permission<Input = never> {
  /** `public`: anyone; `signed-in`: any person, on their own things; else the functions that may. */
  readonly who: 'public' | 'signed-in' | readonly Role[];
  /** Where the object stands; `null` when it does not exist. Without it, one of the functions is enough. */
  readonly where?: (sql: Sql, input: Input, call: Call) => Promise<Place | null>;
  /** Acts done without an account through a one-off link. */
  readonly byLink?: boolean;
}

/** What both doors and documents read from an operation. */
export interface OperationMeta {
  readonly name: string;
  readonly kind: 'action' | 'query';
  readonly title: Say;
  readonly permission: Permission<never>;
  readonly refusals: Record<string, Refusal>;
  /** Left out of API and CLI: acts that only make sense in a browser. */
  readonly webOnly: boolean;
}

interface Definition<Input extends z.ZodType, Output extends z.ZodType, Code extends string> {
  /** `room.verbNoun`, the name in the journal. */
  readonly name: string;
  readonly title: Say;
  /** One more sentence for the API's documentation. */
  readonly description?: Say;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/clusters/{cluster}`; below `/api/v1`. */
  readonly path: `/${string}`;
  readonly permission: Permission<z.output<Input>>;
  readonly input: Input;
  readonly output: Output;
  readonly refusals?: Record<Code, Refusal>;
  readonly webOnly?: boolean;
  /**
   * Of a query: the answer depends on the input, the day and what was done, never on who asks (`for-all`), or not for those who did not sign
   * in (`for-strangers`). It is kept until the next act.
   */
  readonly kept?: 'for-all' | 'for-strangers';
}

const SHARED_REFUSALS = {
  SIGN_IN_REQUIRED: { status: 401, fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' },
  NOT_YOUR_FUNCTION: {
    status: 403,
    fr: 'Votre fonction ne permet pas cet acte. L’administrateur du programme peut vous l’ouvrir.',
    en: 'Your function does not allow this act. The programme administrator can open it to you.',
  },
  NOT_FOUND: {
    status: 404,
    fr: 'Cet objet n’existe pas, ou il ne vous est pas visible.',
    en: 'This object does not exist, or you may not see it.',
  },
  INVALID_INPUT: { status: 422, fr: 'Certaines valeurs sont à corriger.', en: 'Some values need correcting.' },
} as const;

const shared = (code: keyof typeof SHARED_REFUSALS, data?: unknown): ORPCError<string, unknown> =>
  new ORPCError(code, { status: SHARED_REFUSALS[code].status, message: say(SHARED_REFUSALS[code]), data });

/** Thrown by queries whose scope is in their SQL: what the person may not see does not exist for them. */
export const notFound = (): ORPCError<string, unknown> => shared('NOT_FOUND');

/** What a form throws when what was typed cannot even be read into the operation's input: an amount that is none. */
export const invalidInput = (fields: readonly FieldError[]): ORPCError<string, unknown> =>
  shared('INVALID_INPUT', { fields });

function refused(refusals: Record<string, Refusal>, code: string, detail: RefusalDetail): ORPCError<string, unknown> {
  const refusal = refusals[code];
  if (!refusal) throw new Error(`Refusal ${code} has no sentence`);
  const message = say(refusal).replace(/\{(\w+)\}/g, (mark, key: string) => String(detail.with?.[key] ?? mark));
  const fields = detail.fields ?? (detail.field ? [{ field: detail.field, message }] : undefined);
  const data = fields ? { fields } : undefined;
  return new ORPCError(code, { status: refusal.status ?? 409, message, data });
}

const refuser =
  (refusals: Record<string, Refusal>) =>
  (code: string, detail: RefusalDetail = {}): never => {
    throw refused(refusals, code, detail);
  };

/** What an operation would refuse with, for a form that is closed before anything is typed: the page that follows says why and leads back. */
export const refusalOf = (
  operation: { readonly meta: OperationMeta },
  code: string,
  detail: RefusalDetail = {},
): ORPCError<string, unknown> => refused(operation.meta.refusals, code, detail);

/** The first gate, before the input is read: a person whose functions never allow the act learns nothing from it. */
function enterByFunction(meta: OperationMeta, call: Call): void {
  const { who, byLink } = meta.permission;
  const { actor } = call;
  if (who === 'public') return;
  if (actor.kind === 'stranger') throw shared('SIGN_IN_REQUIRED');
  if (actor.kind === 'link') {
    if (byLink && actor.action === meta.name) return;
    throw shared('NOT_FOUND');
  }
  if (actor.kind === 'api-key' && !allowsByKey(actor.scopes, meta)) throw shared('NOT_YOUR_FUNCTION');
  if (who !== 'signed-in' && !holds(actor, who)) throw shared('NOT_YOUR_FUNCTION');
}

/** An API key opens what its scopes name: `registry:read` every query of the room, `registry:write` its actions too. */
function allowsByKey(scopes: readonly string[], meta: OperationMeta): boolean {
  const room = meta.name.split('.')[0];
  return scopes.includes(`${room}:write`) || (meta.kind === 'query' && scopes.includes(`${room}:read`));
}

/** The second gate: does one of the person's functions reach this object? Otherwise it does not exist for them. */
async function enterByPlace<Input>(permission: Permission<Input>, sql: Sql, input: Input, call: Call): Promise<void> {
  const { who, where } = permission;
  const { actor } = call;
  if (actor.kind === 'link') {
    const given = input as Record<string, unknown>;
    if (Object.entries(actor.input).some(([key, value]) => JSON.stringify(given[key]) !== JSON.stringify(value)))
      throw shared('NOT_FOUND');
  }
  if (!where) return;
  const place = await where(sql, input, call);
  if (!place) throw shared('NOT_FOUND');
  if (who === 'public' || who === 'signed-in' || actor.kind === 'link') return;
  if (!grantsFor(actor, who).some((grant) => covers(grant, place))) throw shared('NOT_FOUND');
}

/** What follows a transaction, whichever way it ended. */
type Work = () => void | Promise<void>;

interface Facts<Input extends z.ZodType, Output extends z.ZodType> {
  readonly meta: OperationMeta;
  readonly schema: Input;
  readonly definition: Pick<Definition<Input, Output, never>, 'path' | 'method' | 'description' | 'kept'> & {
    readonly input: Input;
    readonly output: Output;
  };
}

/** Any operation, for lists of them. */
export type Operation = AnyProcedure & Facts<z.ZodType, z.ZodType>;

function operation<Input extends z.ZodType, Output extends z.ZodType, Code extends string>(
  definition: Definition<Input, Output, Code>,
  kind: 'action' | 'query',
  handle: (call: Call, meta: OperationMeta, input: z.output<Input>) => Promise<z.input<Output>>,
) {
  const refusals: Record<string, Refusal> = definition.refusals ?? {};
  const meta: OperationMeta = {
    name: definition.name,
    kind,
    title: definition.title,
    permission: definition.permission as Permission<never>,
    refusals,
    webOnly: definition.webOnly ?? false,
  };
  const path = definition.name.split('.');
  const procedure = os
    .$context<Call>()
    .$meta<OperationMeta>(meta)
    .use(async ({ context, next }) => {
      enterByFunction(meta, context);
      try {
        return await next();
      } catch (error) {
        const cause = error instanceof ORPCError && error.code === 'BAD_REQUEST' ? error.cause : null;
        if (!(cause instanceof ValidationError)) throw error;
        throw shared('INVALID_INPUT', { fields: invalidFields(cause.issues) });
      }
    })
    .errors(
      Object.fromEntries(
        Object.entries({ ...entryRefusals(definition.permission.who), ...refusals }).map(([code, refusal]) => [
          code,
          { status: refusal.status ?? 409, message: refusal.fr },
        ]),
      ),
    )
    .route({
      method: definition.method ?? (kind === 'query' ? 'GET' : 'POST'),
      path: definition.path,
      operationId: definition.name,
      summary: definition.title.fr,
      description: [definition.title.en, definition.description?.fr, definition.description?.en]
        .filter(Boolean)
        .join(' — '),
      tags: [path[0] ?? ''],
    })
    .input(definition.input)
    .output(definition.output)
    .handler(({ context, input }) => handle(context, meta, input as z.output<Input>) as Promise<never>);
  const facts: Facts<Input, Output> = { meta, schema: definition.input, definition };
  return Object.assign(procedure, facts) as unknown as AnyProcedure & Facts<Input, Output>;
}

/** An operation open to everyone never refuses at the door. */
const entryRefusals = (who: Permission['who']): Record<string, { status?: number; fr: string }> =>
  who === 'public' ? { INVALID_INPUT: SHARED_REFUSALS.INVALID_INPUT } : SHARED_REFUSALS;

function base(call: Call, sql: Sql, refusals: Record<string, Refusal>) {
  const now = call.services.clock.now();
  return {
    actor: call.actor,
    now,
    today: dayInParis(now) as string,
    sql,
    services: call.services,
    door: call.door,
    address: call.address ?? null,
    refuse: refuser(refusals),
  };
}

/**
 * One thing a person can do. `run` loads inside the caller's scope, decides, saves and records one journal line, in one transaction:
 * when anything throws, nothing of it remains.
 */
export function defineAction<Input extends z.ZodType, Output extends z.ZodType, const Code extends string = never>(
  definition: Definition<Input, Output, Code> & {
    run(ctx: ActionContext<Code>, input: z.output<Input>): Promise<z.input<Output>>;
  },
) {
  return operation(definition, 'action', async (call, meta, input) => {
    const later: Work[] = [];
    const undone: Work[] = [];
    const transaction = call.services.store.sql.transaction().execute(async (sql) => {
      await call.onEnter?.(sql);
      await enterByPlace(definition.permission, sql, input, call);
      const lines: Recorded[] = [];
      const context = base(call, sql, meta.refusals);
      const ctx: ActionContext<Code> = {
        ...context,
        requestId: call.requestId,
        newId: (prefix) => newId(prefix, context.now, call.services.random),
        record: (line) => void lines.push(line),
        afterCommit: (work) => void later.push(work),
        afterRollback: (work) => void undone.push(work),
      };
      const result = await definition.run(ctx, input);
      if (lines.length === 0) throw new Error(`${meta.name} changed something and recorded nothing`);
      await appendJournalLines(
        sql,
        lines.map((line) => journalLine(call, meta, call.services.clock.written?.() ?? context.now, line)),
      );
      return result;
    });
    const output = await transaction.catch(async (error: unknown) => {
      for (const work of undone) await work();
      throw error;
    });
    for (const work of later) await work();
    return output;
  });
}

/** One thing a person can see. `run` reads; its scope is in its SQL or in `permission.where`. */
export function defineQuery<Input extends z.ZodType, Output extends z.ZodType, const Code extends string = never>(
  definition: Definition<Input, Output, Code> & {
    run(ctx: QueryContext<Code>, input: z.output<Input>): Promise<z.input<Output>>;
  },
) {
  return operation(definition, 'query', async (call, meta, input) => {
    const { store } = call.services;
    await enterByPlace(definition.permission, store.sql, input, call);
    const context = base(call, store.sql, meta.refusals) as QueryContext<Code>;
    const { kept } = definition;
    if (!kept || (kept === 'for-strangers' && call.actor.kind !== 'stranger')) return definition.run(context, input);
    const key = JSON.stringify([meta.name, locale(), context.today, input]);
    return untilNextAct(store, key, () => definition.run(context, input));
  });
}

function journalLine(call: Call, meta: OperationMeta, at: Date, line: Recorded) {
  const { actor } = call;
  const allowing = Array.isArray(meta.permission.who) ? grantsFor(actor, meta.permission.who) : [];
  return {
    at,
    actorId: actor.id,
    actorName: actor.name,
    onBehalfOf: allowing.every((grant) => grant.onBehalfOf) ? (allowing[0]?.onBehalfOf ?? null) : null,
    action: meta.name,
    objectKind: line.object.kind,
    objectId: line.object.id,
    reason: line.reason ?? null,
    before: line.before ?? null,
    after: line.after ?? null,
    requestId: call.requestId,
  };
}

/** Both gates, without the act: refuses as the operation would when the person may not reach the object that these ids name. */
export async function enter(operation: Operation, ids: Record<string, unknown>, call: Call): Promise<void> {
  const { meta } = operation;
  enterByFunction(meta, call);
  await enterByPlace(meta.permission as Permission<unknown>, call.services.store.sql, ids, call);
}

/** The person's functions allow this operation somewhere: enough to show a navigation entry, never to act. */
export function mayEnter(operationMeta: OperationMeta, call: Pick<Call, 'actor'> & { services?: Services }): boolean {
  try {
    enterByFunction(operationMeta, call as Call);
    return true;
  } catch {
    return false;
  }
}
