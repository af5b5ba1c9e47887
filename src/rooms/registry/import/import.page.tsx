import type { ComponentChildren, VNode } from 'preact';
import { formatInstant, say } from '#kit/say.ts';
import type { Crumb, Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  Form,
  PostButton,
  ProgressBar,
  Receipt,
  Section,
  type Stage,
  Thread,
} from '#kit/web/ui/index.ts';
import { workspaceCrumbs, workspaceSide } from '../cluster/workspace-navigation.ts';
import { t as registry } from '../registry.sentences.ts';
import { isSyntheticSiren } from '../siren.rules.ts';
import { importAddress, importsAddress, type RowListing, rowsAddress } from './import.address.ts';
import { t } from './import.sentences.ts';
import type { ImportDetail } from './import.ts';
import { ImportStatus } from './import-list.page.tsx';
import { Counts, Rows, Verdict } from './import-rows.page.tsx';

type Step = 'file' | 'columns' | 'check' | 'apply';

const nameOf = (data: ImportDetail): string => data.fileName || data.id;

function crumbsOf(data: ImportDetail): Crumb[] {
  const last = nameOf(data);
  if (data.cluster) return workspaceCrumbs(data.cluster, 'import', last);
  const words = data.kind === 'sirene' ? t().sirene : t().organisations;
  return [
    { label: registry().crumb.home, href: '/' },
    { label: registry().crumb.organisations, href: '/organisations' },
    { label: words.title, href: importsAddress(data.kind, null) },
    { label: last },
  ];
}

/** The page of an import at one of its steps, with the thread that tells where it stands. */
export function importFrame(data: ImportDetail, current: Step, body: ComponentChildren): Page {
  const words = t().page;
  return {
    title: words.title(nameOf(data)),
    lead: words.lead(data.createdBy, formatInstant(data.createdAt)),
    status: <ImportStatus state={data.state} />,
    crumbs: crumbsOf(data),
    side: data.cluster ? workspaceSide(data.cluster, 'import') : undefined,
    synthetic: data.rows.some(({ siren }) => siren !== null && isSyntheticSiren(siren)),
    body: (
      <>
        <Thread label={t().steps.label} stages={stagesOf(data, current)} />
        {data.problem ? (
          <Alert kind={data.state === 'failed' ? 'error' : 'warning'} title={words.problem}>
            {say(data.problem)}
          </Alert>
        ) : null}
        {body}
      </>
    ),
  };
}

function stagesOf(data: ImportDetail, current: Step): Stage[] {
  const steps: readonly Step[] =
    data.kind === 'sirene' ? ['file', 'check', 'apply'] : ['file', 'columns', 'check', 'apply'];
  const at = data.state === 'applied' ? steps.length : steps.indexOf(current);
  const given = data.state === 'abandoned' || data.state === 'failed';
  // Checked without an error: the last step is up to the person, and has not begun.
  const waiting = data.state === 'checked' && current === 'apply';
  return steps.map((step, place) => ({
    title: t().steps[step],
    state: place < at ? 'done' : given ? 'skipped' : place === at && !waiting ? 'current' : 'todo',
  }));
}

/** How the file was read: what a person checks first when accents or columns look wrong. */
function FileLine({ data }: { data: ImportDetail }): VNode | null {
  if (!data.format) return null;
  const words = t().page;
  const { type, encoding = '', separator = '' } = data.format;
  const format =
    type === 'xlsx'
      ? words.format.xlsx
      : words.format.csv(encoding.toUpperCase(), words.separator[separator] ?? separator);
  return <p class="gr-quiet">{words.fileLine(format, data.headers.length)}</p>;
}

/** Until the file is read, its length is not known. */
const UNKNOWN_TOTAL = 100;

/** While a work is under way: how far it has come. The page asks again by itself, with script or without. */
export function progressPage(data: ImportDetail): Page {
  const words = t().progress;
  const { done, total } = data.progress ?? { done: 0, total: 0 };
  const here = importAddress(data.id);
  return importFrame(
    data,
    data.state === 'applying' ? 'apply' : 'check',
    <>
      <noscript>
        <meta http-equiv="refresh" content="3" />
      </noscript>
      <ProgressBar
        label={data.state === 'applying' ? words.applying : words.checking}
        done={done}
        total={total || UNKNOWN_TOTAL}
        pollHref={importAddress(data.id, 'avancement')}
        refreshHref={here}
      />
      <p class="gr-quiet">{words.lead}</p>
      {data.open.includes('abandon') ? <Abandon data={data} /> : null}
    </>,
  );
}

/** What a check decided, errors first, or what was written. */
export function previewPage(data: ImportDetail, listing: RowListing): Page {
  const applied = data.state === 'applied';
  const words = t().preview;
  const applicable = data.open.includes('apply');
  const frame = importFrame(
    data,
    applied || (data.state === 'checked' && data.counts?.error === 0) ? 'apply' : 'check',
    <>
      {applied ? <Written data={data} /> : null}
      {data.counts ? (
        <Section title={applied ? words.applied : words.title}>
          <Counts data={data} listing={listing} />
          <Verdict data={data} />
          <Rows data={data} listing={listing} />
        </Section>
      ) : null}
      <FileLine data={data} />
      <Acts data={data} />
    </>,
  );
  if (!applicable) return frame;
  return { ...frame, action: <ButtonLink href={importAddress(data.id, 'inscrire')}>{t().apply.open}</ButtonLink> };
}

function Written({ data }: { data: ImportDetail }): VNode {
  const words = t().receipt;
  return (
    <Receipt
      number={data.id}
      at={data.closedAt ?? data.createdAt}
      digest={data.sha256 ?? ''}
      told={[]}
      title={words.title}
    >
      <ButtonGroup>
        {data.cluster ? (
          <ButtonLink href={`/poles/${data.cluster.id}/espace/membres`}>{words.members}</ButtonLink>
        ) : (
          <ButtonLink href="/organisations">{words.organisations}</ButtonLink>
        )}
      </ButtonGroup>
    </Receipt>
  );
}

function Acts({ data }: { data: ImportDetail }): VNode | null {
  if (data.open.length === 0) return null;
  return (
    <ButtonGroup>
      {data.open.includes('match') && data.kind !== 'sirene' ? (
        <ButtonLink href={importAddress(data.id, 'colonnes')} kind="secondary">
          {t().match.again}
        </ButtonLink>
      ) : null}
      {data.open.includes('check') ? (
        <PostButton action={importAddress(data.id, 'verifier')} kind="secondary">
          {t().recheck.label}
        </PostButton>
      ) : null}
      {data.open.includes('abandon') ? <Abandon data={data} /> : null}
    </ButtonGroup>
  );
}

const Abandon = ({ data }: { data: ImportDetail }): VNode => (
  <PostButton action={importAddress(data.id, 'abandonner')} kind="tertiary" confirm={t().abandon.confirm}>
    {t().abandon.label}
  </PostButton>
);

/** « 60 créations, 2 départs. »: what there is none of is not said. */
function writtenIn({ create, update, end }: NonNullable<ImportDetail['counts']>): string {
  const words = t().apply;
  const told = [
    [create, words.create],
    [update, words.update],
    [end, words.end],
  ] as const;
  return `${told.flatMap(([count, say]) => (count > 0 ? [say(count)] : [])).join(', ')}.`;
}

/** Asked once more before the registry changes: what will be written, and what will remain of it. */
export function applyPage(data: ImportDetail): Page {
  const words = t().apply;
  const counts = data.counts;
  const closed = data.closed.find(({ transition }) => transition === 'apply');
  return importFrame(
    data,
    'apply',
    <Section title={words.title} lead={words.lead}>
      {data.open.includes('apply') && counts ? (
        <>
          <p>
            <strong>{writtenIn(counts)}</strong>
          </p>
          {counts.warnings > 0 ? (
            <p>
              <a href={rowsAddress(data.id, { show: 'warning', q: '', sort: 'severity', order: 'asc', page: 1 })}>
                {words.warnings(counts.warnings)}
              </a>
            </p>
          ) : null}
          <Form
            action={importAddress(data.id, 'inscrire')}
            submit={{ label: words.submit }}
            consequence={words.consequence}
            cancel={{ label: words.back, href: importAddress(data.id) }}
            guard={false}
          >
            {null}
          </Form>
        </>
      ) : (
        <Alert kind="warning">{closed ? closed.reasons.map(say).join(' ') : t().state[data.state]}</Alert>
      )}
    </Section>,
  );
}
