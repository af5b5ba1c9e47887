import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { codesNamed, speakingDay } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { type Clause, DIAGNOSIS_SECTIONS, ofKind } from '../clause/clause.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { diagnosisFigures } from './diagnosis-figures.ts';
import { shownText } from './shown-text.store.ts';
import { strategyDetail } from './strategy.ts';
import { textAccess } from './text-access.ts';

const kept = ({ id, revision, changedAt, changedBy }: Clause) => ({ id, revision, changedAt, changedBy });

/** The strategy of a contract: areas, goals, target markets, and the diagnosis with the registry's figures beside the cluster's words. */
export const getStrategy = defineQuery({
  name: 'contracts.getStrategy',
  title: { fr: 'Lire la stratégie d’un contrat', en: 'Read the strategy of a contract' },
  path: '/contracts/{contract}/strategy',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: strategyDetail,
  async run({ sql, actor, today }, { contract: id }) {
    const contract = await headOfContract(sql, id);
    const edition = await shownText(sql, id);
    const place = await contractPlace(sql, { contract: id });
    if (!contract || !edition || !place) throw notFound();
    const clauses = await clausesOf(sql, edition.id);
    const markets = ofKind(clauses, 'market');
    const known = await codesNamed(sql, {
      naf: [...new Set(markets.flatMap(({ content }) => content.naf))],
      cpv: [...new Set(markets.flatMap(({ content }) => content.cpv))],
    });
    const labelled = (list: 'naf' | 'cpv', codes: readonly string[]) =>
      codes.map((code) => ({ code, label: known[list].find((one) => one.code === code)?.label ?? '' }));
    const on = await speakingDay(sql, undefined, today);
    return {
      contract,
      text: textAccess(actor, place, edition),
      on,
      areas: ofKind(clauses, 'area').map((one) => ({ ...kept(one), content: one.content })),
      goals: ofKind(clauses, 'goal').map((one) => ({ ...kept(one), content: one.content })),
      markets: markets.map((one) => ({
        ...kept(one),
        content: one.content,
        nafLabels: labelled('naf', one.content.naf),
        cpvLabels: labelled('cpv', one.content.cpv),
      })),
      diagnosis: DIAGNOSIS_SECTIONS.map((section) => {
        const written = ofKind(clauses, 'diagnosis').find(({ content }) => content.section === section);
        return { section, text: written?.content.text ?? null, clause: written ? kept(written) : null };
      }),
      figures: await diagnosisFigures(sql, contract.cluster.id, on),
    };
  },
});
