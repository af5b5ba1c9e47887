import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { actingDay } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { ofKind } from '../clause/clause.ts';
import { editionById } from '../contract.store.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { clauseKey, contractKey } from '../contracts.schemas.ts';
import { openThreadsByPassage } from '../negotiation/comment.store.ts';
import { visibilitiesFor } from '../negotiation/table.rules.ts';
import { contractPlace } from '../place.ts';
import { shownText } from '../strategy/shown-text.store.ts';
import { textAccess } from '../strategy/text-access.ts';
import { joinedAnnexes } from './annex.store.ts';
import { ANNEX_KINDS } from './annexes.ts';
import { templatesOn } from './article-template.store.ts';
import { articleNumbers, modelKeyOf } from './articles.ts';
import { contractNames, contractParts } from './contract.document.ts';
import { textRefusing } from './text.refusals.ts';
import { articleDetail, textDetail } from './text.ts';
import { readVersion, versionsOf } from './version.store.ts';

/** A version of a contract's text as it is laid out, with what is said beside it. The text is French in every language. */
export const getText = defineQuery({
  name: 'contracts.getText',
  title: { fr: 'Lire le texte d’un contrat', en: 'Read the text of a contract' },
  path: '/contracts/{contract}/text',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({
    contract: contractKey,
    /** `current`, the number of a text, or the id of a draft that was sent; without it, the text under way or in force. */
    version: z.string().max(80).optional(),
  }),
  output: textDetail,
  refusals: textRefusing('NO_VERSION'),
  async run({ sql, actor, today, refuse }, { contract: id, version: key }) {
    const contract = await headOfContract(sql, id);
    const place = await contractPlace(sql, { contract: id });
    if (!contract || !place) throw notFound();
    const read = await readVersion(sql, id, key, today);
    if (!read) return refuse('NO_VERSION', { field: 'version', with: { version: key ?? '' } });
    const edition = await editionById(sql, read.edition);
    const threads = await openThreadsByPassage(sql, id, visibilitiesFor(actor, place));
    const access = textAccess(actor, place, edition);
    const annexes = await joinedAnnexes(sql, edition.id);
    return {
      contract,
      version: read.version,
      language: 'fr' as const,
      ...contractNames(read.frozen),
      on: read.frozen.on as never,
      parts: contractParts(read.frozen).map(({ clauses, blocks }) => ({
        passages: clauses.map((clause) => ({ ...clause, openComments: threads.get(clause.id) ?? 0 })),
        blocks,
      })),
      annexes: ANNEX_KINDS.flatMap((kind) => annexes.filter((annex) => annex.kind === kind)).map((annex) => ({
        kind: annex.kind,
        name: annex.name,
        sha256: annex.sha256,
        bytes: annex.bytes,
        mediaType: annex.media_type,
        joinedAt: annex.joined_at,
        joinedBy: annex.joined_by,
      })),
      versions: await versionsOf(sql, id),
      storedPdf: read.pdf !== null,
      // Former versions are read, not written.
      writable: access.writable && read.version.kind === 'current',
      closed: read.version.kind === 'sent' ? null : access.closed,
      openComments: threads.get('') ?? 0,
    };
  },
});

/** One article of the text shown, with the model that it comes from. */
export const getArticle = defineQuery({
  name: 'contracts.getArticle',
  title: { fr: 'Lire un article', en: 'Read an article' },
  path: '/contracts/{contract}/articles/{article}',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey, article: clauseKey }),
  output: articleDetail,
  async run({ sql, actor, today }, { contract: id, article }) {
    const contract = await headOfContract(sql, id);
    const edition = await shownText(sql, id);
    const place = await contractPlace(sql, { contract: id });
    if (!contract || !edition || !place) throw notFound();
    const articles = ofKind(await clausesOf(sql, edition.id), 'article');
    const index = articles.findIndex((one) => one.id === article);
    const present = articles[index];
    if (!present) throw notFound();
    const models = await templatesOn(sql, await actingDay(sql, today));
    const model = models.find(({ key }) => key === modelKeyOf(article));
    const { title, body } = present.content;
    const { writable, closed } = textAccess(actor, place, edition);
    return {
      contract,
      article: {
        id: article,
        title,
        body,
        revision: present.revision,
        changedAt: present.changedAt,
        changedBy: present.changedBy,
        number: articleNumbers(articles).get(article) ?? null,
        first: index === 0,
        last: index === articles.length - 1,
      },
      model: model
        ? {
            title: model.title,
            body: model.body,
            validFrom: model.valid_from as never,
            same: model.title === title && model.body === body,
          }
        : null,
      writable,
      closed,
    };
  },
});
