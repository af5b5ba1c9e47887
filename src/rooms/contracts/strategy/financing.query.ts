import * as z from 'zod';
import { defineQuery, notFound } from '#kit/action.ts';
import { reaches, speakingDay } from '#rooms/registry';
import { clausesOf } from '../clause/clause.store.ts';
import { COST_NATURES, ofKind } from '../clause/clause.ts';
import { partiesOf } from '../contract.store.ts';
import { headOfContract } from '../contract-head.store.ts';
import { CONTRACT_READERS } from '../contracts.roles.ts';
import { contractKey } from '../contracts.schemas.ts';
import { contractPlace } from '../place.ts';
import { rulesOf } from '../settings/settings.store.ts';
import { followPayments, isPublic, natureTable, publicShares } from './financing.rules.ts';
import { PAYMENT_KEEPERS } from './payment.actions.ts';
import { paymentsOf } from './payment.store.ts';
import { everyParty, shownText } from './shown-text.store.ts';
import { financingDetail } from './strategy.ts';
import { everyYear } from './strategy-clause.rules.ts';
import { textAccess } from './text-access.ts';

/** Who pays what, each year and for what; public money in the running costs against the path (R30); what was really paid. */
export const getFinancing = defineQuery({
  name: 'contracts.getFinancing',
  title: { fr: 'Lire le plan de financement d’un contrat', en: 'Read the financing plan of a contract' },
  path: '/contracts/{contract}/financing-plan',
  permission: { who: CONTRACT_READERS, where: contractPlace },
  input: z.object({ contract: contractKey }),
  output: financingDetail,
  async run({ sql, actor, today }, { contract: id }) {
    const contract = await headOfContract(sql, id);
    const edition = await shownText(sql, id);
    const place = await contractPlace(sql, { contract: id });
    if (!contract || !edition || !place) throw notFound();
    const clauses = await clausesOf(sql, edition.id);
    const commitments = ofKind(clauses, 'commitment');
    const budgets = ofKind(clauses, 'budget');
    const payments = await paymentsOf(sql, id);
    // Whoever committed or paid under another text is shown too: money is not left out because a party is.
    const named = new Set([
      ...commitments.map(({ content }) => content.party),
      ...payments.map(({ party_id }) => party_id),
    ]);
    const now = await partiesOf(sql, edition.id);
    const former = (await everyParty(sql, id)).filter((one) => named.has(one.id) && !now.some((p) => p.id === one.id));
    const parties = [...now, ...former];
    const ids = parties.map((party) => party.id);
    const years = everyYear({ starts_on: contract.startsOn, ends_on: contract.endsOn });
    const promised = commitments.map(({ content }) => content);
    const { rules } = await rulesOf(sql);
    const kept = ({ id: clause, revision, changedAt, changedBy }: (typeof clauses)[number]) => ({
      id: clause,
      revision,
      changedAt,
      changedBy,
    });
    return {
      contract,
      text: textAccess(actor, place, edition),
      years,
      parties: parties.map(({ id: party, kind, name }) => ({ id: party, kind, name, public: isPublic(kind) })),
      cells: commitments.map((one) => ({ ...kept(one), ...one.content })),
      budgets: budgets.map((one) => ({
        ...kept(one),
        year: one.content.year,
        amountCents: one.content.runningCostsCents,
        note: one.content.note,
      })),
      natures: COST_NATURES.map((nature) => natureTable(nature, ids, years, promised)),
      shares: publicShares(
        years,
        parties.filter(({ kind }) => isPublic(kind)).map((party) => party.id),
        promised,
        budgets.map(({ content }) => content),
        rules.publicSharePath,
      ),
      pathSource: rules.publicShareSource,
      followed: followPayments(
        ids,
        years,
        promised,
        payments.map((one) => ({
          party: one.party_id,
          year: one.year,
          nature: one.nature,
          amountCents: one.amount_cents,
        })),
      ),
      payments: payments.map((one) => ({
        id: one.id,
        party: one.party_id,
        year: one.year,
        nature: one.nature,
        amountCents: one.amount_cents,
        paidOn: one.paid_on as never,
        reference: one.reference,
        recordedBy: one.recorded_by,
      })),
      on: await speakingDay(sql, undefined, today),
      payable: reaches(actor, PAYMENT_KEEPERS, place),
    };
  },
});
