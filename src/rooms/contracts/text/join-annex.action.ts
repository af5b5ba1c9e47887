import * as z from 'zod';
import { defineAction } from '#kit/action.ts';
import { ATTACHED_REFUSALS, attachedFile, keepAttached } from '#kit/attached-file.ts';
import { openText, TEXT_REFUSALS } from '../clause/change-clause.ts';
import { refusing } from '../contracts.refusals.ts';
import { WRITERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { annexesOf, removeAnnex, saveAnnex } from './annex.store.ts';
import { ANNEX_KINDS, annexMediaType } from './annexes.ts';
import { textRefusing } from './text.refusals.ts';

/** Joins a document to the text being written, in place of the one that was there. Once the text is frozen it stays as it is (R24). */
export const joinAnnex = defineAction({
  name: 'contracts.joinAnnex',
  title: { fr: 'Joindre une annexe', en: 'Join an annex' },
  method: 'PUT',
  path: '/contracts/{contract}/annexes/{kind}',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({ contract: contractKey, kind: z.enum(ANNEX_KINDS), file: attachedFile }),
  output: z.object({ contract: z.string(), kind: z.enum(ANNEX_KINDS), sha256: z.string() }),
  refusals: { ...refusing(...TEXT_REFUSALS), ...ATTACHED_REFUSALS, ...textRefusing('ANNEX_FORMAT') },
  async run(ctx, { contract, kind, file }) {
    const edition = await openText(ctx, contract);
    const mediaType = annexMediaType(Buffer.from(file.base64.slice(0, 16), 'base64'));
    if (!mediaType && file.base64 !== '') ctx.refuse('ANNEX_FORMAT', { field: 'file', with: { name: file.name } });
    const stored = await keepAttached(ctx, { ...file, mediaType: mediaType ?? file.mediaType });
    const before = (await annexesOf(ctx.sql, edition.id)).find((annex) => annex.kind === kind);
    await saveAnnex(ctx.sql, {
      edition_id: edition.id,
      kind,
      file_id: stored.id,
      joined_at: ctx.now,
      joined_by: ctx.actor.name,
    });
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: before && { annex: kind, name: before.name, sha256: before.sha256 },
      after: { annex: kind, name: stored.name, sha256: stored.sha256 },
    });
    return { contract, kind, sha256: stored.sha256 };
  },
});

/** Takes a document joined by mistake out of the text being written. */
export const withdrawAnnex = defineAction({
  name: 'contracts.withdrawAnnex',
  title: { fr: 'Retirer une annexe', en: 'Withdraw an annex' },
  path: '/contracts/{contract}/annexes/{kind}/withdrawal',
  permission: { who: WRITERS, where: contractPlace },
  input: z.object({ contract: contractKey, kind: z.enum(ANNEX_KINDS) }),
  output: z.object({ contract: z.string(), kind: z.enum(ANNEX_KINDS) }),
  refusals: { ...refusing(...TEXT_REFUSALS), ...textRefusing('NO_ANNEX') },
  async run(ctx, { contract, kind }) {
    const edition = await openText(ctx, contract);
    const before = (await annexesOf(ctx.sql, edition.id)).find((annex) => annex.kind === kind);
    if (!before) return ctx.refuse('NO_ANNEX');
    await removeAnnex(ctx.sql, edition.id, kind);
    ctx.record({
      object: { kind: 'contract', id: contract },
      before: { annex: kind, name: before.name, sha256: before.sha256 },
      after: { annex: kind, name: null },
    });
    return { contract, kind };
  },
});
