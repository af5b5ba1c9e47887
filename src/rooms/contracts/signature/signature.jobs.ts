import { ORPCError } from '@orpc/server';
import { systemActor } from '#kit/actor.ts';
import type { Call } from '#kit/context.ts';
import type { JobContext, JobDefinition } from '#kit/jobs.ts';
import type { StillNeededCheck } from '#kit/mail.ts';
import { addDays, dayInParis, startInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actingDay } from '#rooms/registry';
import { editionUnderWay } from '../contract.store.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { textsToRemind } from './board.store.ts';
import { SEAL_JOB } from './complete-signature.ts';
import { remindParty } from './remind-party.action.ts';
import { sealText } from './seal-text.action.ts';
import { findStanding, standingSignature } from './signature.store.ts';
import { STILL_TO_SIGN } from './signature-link.ts';

const DAY_MS = 86_400_000;

const callOf = (ctx: JobContext, name: string): Call => ({
  services: ctx.services,
  actor: systemActor(name),
  door: 'job',
  requestId: ctx.id,
});

/** Done already, or no longer to be done: a repeated job finds that and is content. */
const isSettled = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof ORPCError && codes.includes(error.code);

const sealJob: JobDefinition = {
  name: SEAL_JOB,
  title: { fr: 'Sceller un texte signé', en: 'Seal a signed text' },
  attempts: 10,
  async run(ctx) {
    try {
      await perform(sealText, ctx.data as { contract: string; number: number }, callOf(ctx, 'Scellement'));
    } catch (error) {
      if (!isSettled(error, 'SEALED_ALREADY')) throw error;
    }
  },
};

const remindersJob: JobDefinition = {
  name: 'contracts.remindParties',
  title: { fr: 'Relancer les parties qui doivent signer', en: 'Remind the parties that have to sign' },
  cron: '30 7 * * 1-5',
  async run(ctx) {
    const { sql } = ctx.services.store;
    const { rules } = await rulesOf(sql);
    // A programme that speaks of a day of the past reminds as on that day, not as if years had gone by.
    const on = await actingDay(sql, dayInParis(ctx.now));
    const now = Math.min(ctx.now.getTime(), startInParis(addDays(on, 1)).getTime());
    const before = new Date(now - rules.reminderDays * DAY_MS);
    for (const { contract, party } of await textsToRemind(sql, before)) {
      ctx.signal.throwIfAborted();
      try {
        await perform(remindParty, { contract, party }, callOf(ctx, 'Relances'));
      } catch (error) {
        // Signed, refused or withdrawn since the list was made, or nobody to write to.
        if (!(error instanceof ORPCError) || error.status >= 500) throw error;
        ctx.log.info({ contract, party, code: error.code }, 'party not reminded');
      }
    }
  },
};

export const signatureJobs: readonly JobDefinition[] = [sealJob, remindersJob];

interface About {
  readonly contract: string;
  readonly party: string;
  readonly digest: string;
}

const stillToSign: StillNeededCheck = async (sql, about) => {
  const { contract, party, digest } = about as About;
  const edition = await editionUnderWay(sql, contract);
  if (edition?.state !== 'signing' || edition.frozen_digest !== digest) return false;
  if (await standingSignature(sql, edition.id, party)) return false;
  return (await findStanding(sql, edition.id, party))?.refused_at === null;
};

export const signatureChecks: Readonly<Record<string, StillNeededCheck>> = { [STILL_TO_SIGN]: stillToSign };
