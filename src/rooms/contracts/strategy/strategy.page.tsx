import type { ComponentChildren, VNode } from 'preact';
import { formatCents, formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonLink,
  Card,
  CardGrid,
  DataTable,
  EmptyState,
  Icon,
  Link,
  Section,
  StatusBadge,
  Tags,
} from '#kit/web/ui/index.ts';
import type { EditionState } from '../contract.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { Diagnosis } from './diagnosis.parts.tsx';
import { t } from './strategy.sentences.ts';
import type { StrategyDetail } from './strategy.ts';

const TONES = {
  open: 'progress',
  signing: 'progress',
  signed: 'success',
  superseded: 'neutral',
  abandoned: 'neutral',
} as const satisfies Record<EditionState, string>;

/** Which text the page shows. */
export const TextMark = ({ text }: { text: { number: number; state: EditionState } }): VNode => (
  <StatusBadge tone={TONES[text.state]} label={t().strategy.textOf[text.state](text.number)} />
);

/** Why nothing can be written here, to whoever otherwise might. */
export const ClosedText = ({ closed }: { closed: string | null }): VNode | null =>
  closed ? <Alert kind="info">{closed}</Alert> : null;

/** The strategy on one page, in four steps: areas, goals, target markets, diagnosis. */
export function strategyPage({ data }: { data: StrategyDetail }): Page {
  const words = t().strategy;
  const { contract, text } = data;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: contractCrumbs(contract, 'strategy'),
    side: contractSide(contract, 'strategy'),
    status: <TextMark text={text} />,
    synthetic: contract.synthetic,
    body: (
      <>
        <ClosedText closed={text.closed} />
        <Steps data={data} />
        <Areas data={data} />
        <Goals data={data} />
        <Markets data={data} />
        <Diagnosis data={data} />
      </>
    ),
  };
}

/** Where each step stands, and the way to it. */
function Steps({ data }: { data: StrategyDetail }): VNode {
  const words = t().strategy;
  const written = data.diagnosis.filter(({ text }) => text).length;
  const told = (count: number) => (count === 0 ? words.steps.none : words.steps.done(count));
  const steps = [
    { id: 'domaines', label: words.areas.title, done: data.areas.length > 0, state: told(data.areas.length) },
    { id: 'buts', label: words.goals.title, done: data.goals.length > 0, state: told(data.goals.length) },
    { id: 'marches', label: words.markets.title, done: data.markets.length > 0, state: told(data.markets.length) },
    {
      id: 'diagnostic',
      label: words.diagnosis.title,
      done: written === data.diagnosis.length,
      state: words.steps.sections(written, data.diagnosis.length),
    },
  ];
  return (
    <nav class="gr-strategy-steps" aria-label={words.steps.label}>
      <ol>
        {steps.map((step) => (
          <li key={step.id} class={step.done ? 'gr-strategy-steps__done' : undefined}>
            <a href={`#${step.id}`}>
              <Icon name={step.done ? 'check' : 'circle-dashed'} small />
              <span>
                <strong>{step.label}</strong>
                <span class="gr-quiet">{step.state}</span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface PartProps {
  readonly data: StrategyDetail;
}

/** The acts on one passage, named for those who hear the page. */
function Acts(props: {
  readonly data: StrategyDetail;
  readonly segment: string;
  readonly clause: string;
  readonly title: string;
}): VNode {
  const words = t().strategy;
  const { data, segment, clause, title } = props;
  const passage = (rest: string) => contractAddress(data.contract.id, 'overview', `/passages/${clause}${rest}`);
  return (
    <p class="gr-strategy-acts">
      {data.text.writable ? (
        <>
          <a href={address(data, `/${segment}/${clause}`)} aria-label={words.editNamed(title)}>
            {words.edit}
          </a>
          <a href={passage('/retrait')} aria-label={words.removeNamed(title)}>
            {words.remove}
          </a>
        </>
      ) : null}
      <a href={passage('/historique')} aria-label={words.historyOf(title)}>
        {words.history}
      </a>
    </p>
  );
}

/** One step: its passages, or why there is none and the one next act. */
function Step(props: {
  readonly id: string;
  readonly data: StrategyDetail;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly add: string;
  readonly addHref: string;
  readonly count: number;
  readonly children: ComponentChildren;
}): VNode {
  const { writable } = props.data.text;
  const add = (kind: 'primary' | 'secondary') =>
    writable ? (
      <ButtonLink href={props.addHref} kind={kind} icon="plus">
        {props.add}
      </ButtonLink>
    ) : undefined;
  if (props.count === 0)
    return (
      <Section title={props.title} id={props.id}>
        <EmptyState title={props.title} level={3} what={props.what} why={props.why} next={add('secondary')} />
      </Section>
    );
  return (
    <Section title={props.title} id={props.id} lead={props.what} action={add('secondary')}>
      {props.children}
    </Section>
  );
}

const address = (data: StrategyDetail, rest: string): string => contractAddress(data.contract.id, 'strategy', rest);

const changed = ({ changedBy, changedAt }: { changedBy: string; changedAt: Date }): string =>
  t().strategy.changedBy(changedBy, formatInstant(changedAt));

function Areas({ data }: PartProps): VNode {
  const words = t().strategy.areas;
  return (
    <Step
      id="domaines"
      data={data}
      title={words.title}
      what={words.what}
      why={words.why}
      add={words.add}
      addHref={address(data, '/domaines/nouveau')}
      count={data.areas.length}
    >
      <CardGrid>
        {data.areas.map(({ content, ...area }) => (
          <Card
            key={area.id}
            title={content.title}
            detail={
              <>
                {content.technology} <span aria-hidden="true">×</span> {content.market}
              </>
            }
            footer={
              <>
                <span class="gr-quiet">{changed(area)}</span>
                <Acts data={data} segment="domaines" clause={area.id} title={content.title} />
              </>
            }
          >
            {content.summary ? <p class="gr-strategy-words">{content.summary}</p> : null}
          </Card>
        ))}
      </CardGrid>
    </Step>
  );
}

function Goals({ data }: PartProps): VNode {
  const words = t().strategy.goals;
  const named = (ids: readonly string[]) =>
    data.areas.filter(({ id }) => ids.includes(id)).map(({ content }) => ({ label: content.title }));
  return (
    <Step
      id="buts"
      data={data}
      title={words.title}
      what={words.what}
      why={words.why}
      add={words.add}
      addHref={address(data, '/buts/nouveau')}
      count={data.goals.length}
    >
      <DataTable
        caption={words.title}
        captionHidden
        rows={data.goals}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            label: words.name,
            header: true,
            width: 'wide',
            render: ({ content, ...goal }) => (
              <>
                {content.title}
                {content.detail ? <span class="gr-strategy-words gr-quiet">{content.detail}</span> : null}
                <Acts data={data} segment="buts" clause={goal.id} title={content.title} />
              </>
            ),
          },
          { key: 'nature', label: words.nature, render: ({ content }) => words.natures[content.nature] },
          {
            key: 'areas',
            label: words.areas,
            render: ({ content }) => {
              const tags = named(content.areas);
              return tags.length > 0 ? <Tags tags={tags} label={words.areas} /> : words.everywhere;
            },
          },
        ]}
      />
      <p>
        <Link href={contractAddress(data.contract.id, 'objectives')}>{words.toObjectives}</Link>
      </p>
    </Step>
  );
}

function Markets({ data }: PartProps): VNode {
  const words = t().strategy.markets;
  return (
    <Step
      id="marches"
      data={data}
      title={words.title}
      what={words.what}
      why={words.why}
      add={words.add}
      addHref={address(data, '/marches/nouveau')}
      count={data.markets.length}
    >
      <DataTable
        caption={words.title}
        captionHidden
        rows={data.markets}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            label: words.name,
            header: true,
            width: 'wide',
            render: ({ content, ...market }) => (
              <>
                {content.title}
                {content.detail ? <span class="gr-strategy-words gr-quiet">{content.detail}</span> : null}
                <Acts data={data} segment="marches" clause={market.id} title={content.title} />
              </>
            ),
          },
          { key: 'region', label: words.region, render: ({ content }) => words.regions[content.worldRegion] },
          {
            key: 'size',
            label: words.size,
            render: ({ content }) =>
              content.sizeCents === null || content.sizeYear === null ? (
                <span class="gr-quiet">{words.sizeUnknown}</span>
              ) : (
                <div>
                  {words.sizeIn(formatCents(content.sizeCents, true), content.sizeYear)}
                  <span class="gr-strategy-words gr-quiet">{content.source}</span>
                </div>
              ),
          },
          {
            key: 'codes',
            label: words.codesSet,
            render: ({ nafLabels, cpvLabels }) => (
              <Codes
                lists={[
                  { name: 'NAF', codes: nafLabels },
                  { name: 'CPV', codes: cpvLabels },
                ]}
              />
            ),
          },
        ]}
      />
    </Step>
  );
}

function Codes(props: {
  readonly lists: readonly { readonly name: string; readonly codes: readonly { code: string; label: string }[] }[];
}): VNode {
  const known = props.lists.filter(({ codes }) => codes.length > 0);
  if (known.length === 0) return <span class="gr-quiet">–</span>;
  return (
    <ul class="gr-strategy-codes">
      {known.flatMap(({ name, codes }) =>
        codes.map(({ code, label }) => (
          <li key={code}>
            {name} {code} <span class="gr-quiet">{label}</span>
          </li>
        )),
      )}
    </ul>
  );
}
