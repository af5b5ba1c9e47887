import type { Config } from '#kit/config.ts';
import type { JobDefinition } from '#kit/jobs.ts';
import { sendMailJob, smtpTransport } from '#kit/mail.ts';
import { rooms } from './rooms.ts';

/** Every job of the house: those of the rooms, and sending what is in the outbox while it is still needed. */
export const jobsOf = (config: Config): JobDefinition[] => [
  ...rooms.flatMap((room) => room.jobs ?? []),
  sendMailJob(
    config.smtpUrl ? smtpTransport(config.smtpUrl) : null,
    Object.assign({}, ...rooms.map((room) => room.stillNeeded ?? {})),
  ),
];
