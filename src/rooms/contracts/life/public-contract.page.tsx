import type { VNode } from 'preact';
import { formatDay, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, DataTable, DescriptionList, ExportMenu, Link, Section } from '#kit/web/ui/index.ts';
import type { ClauseKind } from '../clause/clause.ts';
import { ContractMark, Digest, nameOfText, subjectsInWords } from './contract.marks.tsx';
import { t } from './life.sentences.ts';
import type { PublicContract } from './public-contract.query.ts';

type Passage = PublicContract['passages'][number];

/** A signed contract as everybody reads it: what the programme publishes of it, and how to verify its text. */
export function publicContractPage(contract: PublicContract, here: string): Page {
  const words = t().public;
  const { cluster, passages } = contract;
  const of = (kind: ClauseKind) => passages.filter((passage) => passage.kind === kind);
  const list = (kind: ClauseKind, title: string, id: string) =>
    of(kind).length > 0 ? (
      <Section title={title} id={id}>
        {of(kind).map((passage) => (
          <PassageText key={passage.id} passage={passage} />
        ))}
      </Section>
    ) : null;
  return {
    title: words.title(cluster.name),
    lead: words.lead(formatDay(contract.startsOn), formatDay(contract.endsOn)),
    crumbs: [
      { label: words.home, href: '/' },
      { label: words.clusters, href: '/poles' },
      { label: cluster.name, href: `/poles/${cluster.id}` },
      { label: words.crumb },
    ],
    status: <ContractMark state={contract.state} />,
    synthetic: contract.synthetic,
    body: (
      <>
        {locale() === 'fr' ? null : <Alert kind="info">{words.french}</Alert>}
        <DescriptionList
          items={[
            { term: words.signed, description: formatDay(contract.signedOn) },
            ...(contract.closedOn ? [{ term: words.closed, description: formatDay(contract.closedOn) }] : []),
            { term: words.parties, description: contract.parties.map(({ name }) => name).join('\u202f; ') },
          ]}
        />
        {passages.length === 0 ? <p>{words.nothing}</p> : null}
        {list('area', words.areas, 'domaines')}
        {list('goal', words.goals, 'objectifs-technologiques')}
        {list('market', words.markets, 'marches')}
        <Objectives contract={contract} />
        {list('commitment', words.commitments, 'engagements')}
        {list('article', words.articles, 'articles')}
        <Texts contract={contract} />
        <ExportMenu table={here} />
      </>
    ),
  };
}

function PassageText({ passage, level = 3 }: { passage: Passage; level?: 3 | 4 }): VNode {
  const Rank = `h${level}` as 'h3' | 'h4';
  return (
    <>
      <Rank>{passage.title}</Rank>
      {passage.entries.length > 0 ? (
        <DescriptionList
          items={passage.entries.map(({ label, value }) => ({
            term: label,
            description: <span class="gr-told">{value}</span>,
          }))}
        />
      ) : null}
    </>
  );
}

/** In the order of the tree: an objective, its indicators, then what stands below it. */
function inTree(passages: readonly Passage[], parent: string | null): Passage[] {
  return passages
    .filter((passage) => passage.kind === 'objective' && passage.parent === parent)
    .flatMap((passage) => [passage, ...inTree(passages, passage.id)]);
}

function Objectives({ contract }: { contract: PublicContract }): VNode | null {
  const words = t().public;
  const objectives = inTree(contract.passages, null);
  if (objectives.length === 0) return null;
  return (
    <Section title={contract.withTargets ? words.objectives : words.objectivesOnly} id="objectifs">
      {objectives.map((objective) => {
        const indicators = contract.passages.filter(
          ({ kind, parent }) => kind === 'indicator' && parent === objective.id,
        );
        return (
          <div key={objective.id}>
            <PassageText passage={objective} />
            {indicators.length > 0 ? (
              <Indicators contract={contract} objective={objective.title} indicators={indicators} />
            ) : null}
          </div>
        );
      })}
    </Section>
  );
}

function Indicators(props: { contract: PublicContract; objective: string; indicators: readonly Passage[] }): VNode {
  const words = t().public;
  const shownValue = (passage: Passage, name: string) =>
    passage.entries.find((entry) => entry.name === name)?.value ?? null;
  /** The unit stands once, beside the name. */
  const bare = (passage: Passage, name: string) => {
    const value = shownValue(passage, name);
    const unit = ` ${shownValue(passage, 'unit') ?? ''}`;
    return value?.endsWith(unit) ? value.slice(0, -unit.length) : (value ?? '—');
  };
  return (
    <DataTable
      caption={words.targetsCaption(props.objective)}
      captionHidden
      columns={[
        {
          key: 'indicator',
          label: words.indicator,
          header: true,
          render: (one: Passage) => <Unit title={one.title} unit={shownValue(one, 'unit')} />,
        },
        ...(props.contract.withTargets
          ? [
              { key: 'baseline', label: words.baseline, render: (one: Passage) => shownValue(one, 'baseline') ?? '—' },
              ...props.contract.years.map((year) => ({
                key: String(year),
                label: String(year),
                align: 'end' as const,
                render: (one: Passage) => bare(one, `targets.${year}`),
              })),
            ]
          : []),
      ]}
      rows={props.indicators}
      rowKey={(one) => one.id}
    />
  );
}

const Unit = ({ title, unit }: { title: string; unit: string | null }): VNode => (
  <>
    {title}
    {unit ? <span class="gr-quiet gr-second">{unit}</span> : null}
  </>
);

function Texts({ contract }: { contract: PublicContract }): VNode {
  const words = t().public;
  const inForce = contract.texts.some(({ state }) => state === 'signed') && contract.closedOn === null;
  return (
    <Section title={inForce ? words.text : words.former} id="texte" lead={words.textLead}>
      <DataTable
        caption={words.chain}
        columns={[
          {
            key: 'text',
            label: t().life.text,
            header: true,
            render: (text) => (
              <>
                {nameOfText(text.number)}
                {text.subjects.length > 0 ? (
                  <span class="gr-quiet gr-second">{subjectsInWords(text.subjects)}</span>
                ) : null}
              </>
            ),
          },
          {
            key: 'dates',
            label: t().life.dates,
            render: (text) => (
              <div>
                {text.signedOn ? t().life.signed(formatDay(text.signedOn)) : null}
                {text.supersededOn ? (
                  <span class="gr-quiet gr-second">{t().life.superseded(formatDay(text.supersededOn))}</span>
                ) : null}
              </div>
            ),
          },
          {
            key: 'digest',
            label: t().life.digest,
            render: (text) => (text.digest ? <Digest digest={text.digest} /> : '—'),
          },
        ]}
        rows={contract.texts}
        rowKey={(text) => String(text.number)}
      />
      <p>
        <Link href="/verifier" icon="seal">
          {words.verify}
        </Link>
      </p>
    </Section>
  );
}
