import type { Call, Services } from '#kit/context.ts';
import { dayInParis } from '#kit/period.ts';
import { perform } from '#kit/web/route.ts';
import { actingDay, callBy } from '#rooms/registry';
import { clausesOf } from './clause/clause.store.ts';
import { CLAUSE_KINDS, type ClauseContents, type ClauseKind } from './clause/clause.ts';
import { editionsOf, partiesOf } from './contract.store.ts';
import type { AmendmentSubject } from './contract.ts';
import { openAmendment } from './life/open-amendment.action.ts';
import { openContract } from './life/open-contract.action.ts';
import { openDiscussion } from './negotiation/open-discussion.action.ts';
import { presentProject } from './negotiation/present-project.action.ts';
import { saveIndicator } from './roadmap/save-indicator.action.ts';
import { saveObjective } from './roadmap/save-objective.action.ts';
import { recordDeliberation } from './signature/record-deliberation.action.ts';
import { recordPaperSignature } from './signature/record-paper-signature.action.ts';
import { saveSignatory } from './signature/save-signatory.action.ts';
import { sendForSignature } from './signature/send-for-signature.action.ts';
import { needsVote } from './signature/signature.ts';
import { saveArea, saveDiagnosis, saveGoal, saveMarket } from './strategy/save-strategy.actions.ts';
import { setCommitments } from './strategy/set-commitments.action.ts';
import { ANNEX_KINDS } from './text/annexes.ts';
import { joinAnnex } from './text/join-annex.action.ts';

/** Builders for tests and the demonstration: each says what matters, the rest is plausible. */

/** `const { a } = contractBuilders(services)`, then `await a.contract('minalogic').complete().save()`. */
export function contractBuilders(services: Services, call: Call = callBy(services)) {
  return { a: { contract: (cluster = 'minalogic') => new ContractBuilder(services, call, cluster) } };
}

export interface BuiltContract {
  readonly contract: string;
  /** Id of its newest text. */
  readonly edition: string;
  /** Ids of the clauses of this text, by kind, in their order. */
  readonly clauses: Readonly<Record<ClauseKind, readonly string[]>>;
}

const YEARS = [2013, 2014, 2015, 2016, 2017, 2018] as const;

/** A figure for each year, from the first to the last by equal steps. */
const rising = (first: number, last: number): Record<string, number> =>
  Object.fromEntries(YEARS.map((year, step) => [String(year), Math.round(first + ((last - first) * step) / 5)]));

type Draft = { readonly [Kind in ClauseKind]?: ClauseContents[Kind][] };

const roadmap: Draft = {
  area: [
    {
      title: 'Capteurs pour l’énergie (fictif)',
      technology: 'Capteurs faible consommation',
      market: 'Réseaux électriques',
      summary: '',
    },
    {
      title: 'Santé connectée (fictif)',
      technology: 'Microsystèmes',
      market: 'Dispositifs médicaux',
      summary: '',
    },
  ],
  goal: [{ title: 'Diviser par deux la consommation des capteurs', nature: 'technology', detail: '', areas: [] }],
  market: [
    {
      title: 'Comptage intelligent en Europe (fictif)',
      worldRegion: 'europe',
      sizeCents: 120_000_000_000,
      sizeYear: 2012,
      source: 'Étude fictive du pôle, 2012',
      naf: [],
      cpv: [],
      detail: '',
    },
  ],
  diagnosis: [
    { section: 'ecosystem', text: 'Un tissu dense de PME et de laboratoires (texte fictif).' },
    { section: 'positioning', text: 'Reconnu en Europe sur les capteurs (texte fictif).' },
    { section: 'strengths', text: 'Proximité de la recherche et des donneurs d’ordre (texte fictif).' },
    { section: 'weaknesses', text: 'Peu de mises sur le marché par les PME (texte fictif).' },
    { section: 'ambition', text: 'Passer de la recherche collaborative au marché (texte fictif).' },
    { section: 'potential', text: 'Une trentaine de PME prêtes à exporter (texte fictif).' },
  ],
};

const DIMENSIONS = ['innovation', 'market', 'sme-growth', 'international', 'employment', 'finance'] as const;

/** How far a contract is brought; each stage has those before it behind it. */
const STAGES = ['opened', 'complete', 'discussed', 'presented', 'sent', 'signed'] as const;
type Stage = (typeof STAGES)[number];

/** One contract, opened and brought as far as asked, by the acts of the room. */
export class ContractBuilder {
  readonly #services: Services;
  readonly #call: Call;
  readonly #cluster: string;
  #stage: Stage = 'opened';
  #objectives = 2;
  #amendment: readonly AmendmentSubject[] | null = null;

  constructor(services: Services, call: Call, cluster: string) {
    this.#services = services;
    this.#call = call;
    this.#cluster = cluster;
  }

  #upTo(stage: Stage): this {
    if (STAGES.indexOf(stage) > STAGES.indexOf(this.#stage)) this.#stage = stage;
    return this;
  }

  /** With all that a project must hold before it is presented (R25). */
  complete(): this {
    return this.#upTo('complete');
  }

  /** Complete, each objective with an indicator, its baseline and a target for every year. */
  withObjectives(count: number): this {
    this.#objectives = count;
    return this.complete();
  }

  /** Complete, and every authority has received the draft. */
  discussed(): this {
    return this.#upTo('discussed');
  }

  /** Heard by the CNI. */
  presented(): this {
    return this.#upTo('presented');
  }

  /** Its annexes are joined, the authorities have voted, and the text is with the parties. */
  sentForSignature(): this {
    return this.#upTo('sent');
  }

  /** Signed on paper by every party: in force. */
  signed(): this {
    return this.#upTo('signed');
  }

  /** Signed, then copied into an amendment about this. */
  amending(...subjects: readonly AmendmentSubject[]): this {
    this.#amendment = subjects;
    return this.signed();
  }

  async save(): Promise<BuiltContract> {
    const { contract } = await perform(openContract, { cluster: this.#cluster }, this.#call);
    const reached = STAGES.indexOf(this.#stage);
    for (const stage of STAGES.slice(1, reached + 1)) await this.#bring(contract, stage);
    if (this.#amendment)
      await perform(openAmendment, { contract, subjects: [...this.#amendment], reason: 'Motif fictif' }, this.#call);
    const { sql } = this.#services.store;
    const edition = (await editionsOf(sql, contract))[0]!.id;
    const held = Map.groupBy(await clausesOf(sql, edition), ({ kind }) => kind);
    const clauses = Object.fromEntries(
      CLAUSE_KINDS.map((kind) => [kind, (held.get(kind) ?? []).map(({ id }) => id)]),
    ) as Record<ClauseKind, string[]>;
    return { contract, edition, clauses };
  }

  async #bring(contract: string, stage: Stage): Promise<void> {
    const call = this.#call;
    const today = await actingDay(this.#services.store.sql, dayInParis(this.#services.clock.now()));
    switch (stage) {
      case 'complete':
        return this.#write(contract);
      case 'discussed':
        await perform(openDiscussion, { contract }, call);
        return;
      case 'presented':
        await perform(presentProject, { contract, sessionOn: today, reference: 'CNI fictif 13-01' }, call);
        return;
      case 'sent': {
        for (const kind of ANNEX_KINDS) await perform(joinAnnex, { contract, kind, file: fictitiousPdf(kind) }, call);
        for (const { id, kind, name } of await this.#parties(contract)) {
          await perform(
            saveSignatory,
            { contract, party: id, name: `Signataire fictif ${id}`, title: `Pour ${name}`.slice(0, 200) },
            call,
          );
          if (needsVote(kind))
            await perform(
              recordDeliberation,
              { contract, party: id, number: `D-${id}`, heldOn: today, approves: true },
              call,
            );
        }
        await perform(sendForSignature, { contract }, call);
        return;
      }
      case 'signed':
        for (const { id, name } of await this.#parties(contract))
          await perform(
            recordPaperSignature,
            {
              contract,
              party: id,
              name: `Signataire fictif ${id}`,
              title: `Pour ${name}`.slice(0, 200),
              signedOn: today,
              file: fictitiousPdf(`signature-${id}`),
            },
            call,
          );
        return;
    }
  }

  async #parties(contract: string) {
    const [edition] = await editionsOf(this.#services.store.sql, contract);
    return partiesOf(this.#services.store.sql, edition!.id);
  }

  async #write(contract: string): Promise<void> {
    const call = this.#call;
    for (const content of roadmap.area ?? []) await perform(saveArea, { contract, content }, call);
    for (const content of roadmap.goal ?? []) await perform(saveGoal, { contract, content }, call);
    for (const content of roadmap.market ?? []) await perform(saveMarket, { contract, content }, call);
    for (const content of roadmap.diagnosis ?? []) await perform(saveDiagnosis, { contract, content }, call);
    for (let n = 0; n < this.#objectives; n++) {
      const { clause } = await perform(saveObjective, { contract, content: objective(n) }, call);
      await perform(saveIndicator, { contract, parent: clause, content: indicator(n) }, call);
    }
    const payers = (await this.#parties(contract)).filter(({ kind }) => kind !== 'cluster');
    await perform(
      setCommitments,
      {
        contract,
        budgets: YEARS.map((year) => ({ year, amountCents: RUNNING_COSTS_CENTS })),
        cells: payers.flatMap(({ id }) =>
          YEARS.map((year) => ({
            party: id,
            nature: 'running-costs' as const,
            year,
            // The parties together pay less than half of the running costs (R30).
            amountCents: Math.floor((RUNNING_COSTS_CENTS * 0.42) / payers.length),
          })),
        ),
      },
      call,
    );
  }
}

const RUNNING_COSTS_CENTS = 140_000_000;

const objective = (n: number): ClauseContents['objective'] => ({
  title: `Objectif fictif ${n + 1}`,
  dimension: DIMENSIONS[n % DIMENSIONS.length]!,
  scope: n % 2 === 0 ? 'collective' : 'individual',
  bearers: n % 2 === 0 ? [] : ['Entreprise fictive'],
  rationale: 'Raison fictive.',
  priorities: [],
  filieres: [],
  areas: [],
});

const indicator = (n: number): ClauseContents['indicator'] => ({
  title: `Mises sur le marché, objectif ${n + 1} (fictif)`,
  code: null,
  unit: 'produits',
  direction: 'up',
  measure: 'count',
  levels: [],
  numerator: '',
  denominator: '',
  cumulation: 'per-year',
  baseline: { value: 10, numerator: null, denominator: null, year: 2012, source: 'Bilan fictif 2012' },
  targets: rising(11 + n, 21 + 2 * n),
  verification: 'Déclarations annuelles des membres',
  responsible: 'Direction du pôle',
});

/** Enough of a PDF to be taken for one. */
const fictitiousPdf = (name: string) => ({
  name: `${name}.pdf`,
  mediaType: 'application/pdf',
  base64: Buffer.from(`%PDF-1.4\n% ${name} (fictif)\n%%EOF\n`).toString('base64'),
});
