import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, Badge, Diff, PostButton, Section } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { t } from '../roadmap/roadmap.sentences.ts';
import { stepOfKind } from './clause-address.ts';
import type { ClauseHistory } from './clause-history.query.ts';

const TONES = { added: 'success', changed: 'info', moved: 'neutral', removed: 'warning' } as const;

/** Everything that was done to a passage, the newest first, each line with what it changed and the way back to it. */
export function clauseHistoryPage({ data }: { data: ClauseHistory }): Page {
  const words = t().history;
  const { contract, clause, changes } = data;
  const step = stepOfKind(clause.kind);
  const title = words.title(clause.title);
  return {
    title,
    lead: clause.kindName,
    crumbs: contractCrumbs(contract, step, title),
    side: contractSide(contract, step),
    synthetic: contract.synthetic,
    body: (
      <>
        {clause.revision === null ? <Alert kind="warning">{words.removed}</Alert> : null}
        {changes.length === 0 ? <p>{words.empty}</p> : null}
        {changes.map((change) => (
          <Change key={change.id} data={data} change={change} />
        ))}
      </>
    ),
  };
}

function Change({ data, change }: { data: ClauseHistory; change: ClauseHistory['changes'][number] }): VNode {
  const words = t().history;
  const { contract, clause, open } = data;
  const at = (rest: string) =>
    contractAddress(contract.id, 'overview', `/passages/${encodeURIComponent(clause.id)}${rest}`);
  return (
    <Section
      title={words.version(change.revision)}
      action={
        open && change.differs ? (
          <PostButton
            action={at('/retablissement')}
            values={{
              change: change.id,
              ...(clause.revision !== null && { revision: String(clause.revision) }),
            }}
            kind="secondary"
            small
            icon="refresh"
          >
            {clause.revision === null ? words.putBack : words.restore}
          </PostButton>
        ) : change.differs ? undefined : (
          <span class="gr-quiet">{words.current}</span>
        )
      }
    >
      <p>
        <Badge tone={TONES[change.what]}>{words.what[change.what]}</Badge>{' '}
        {words.byAt(change.by, formatInstant(change.at))}{' '}
        <span class="gr-quiet">({words.edition(change.edition)})</span>
      </p>
      {change.reason ? <p>{words.reason(change.reason)}</p> : null}
      {change.entries.length > 0 ? (
        <Diff caption={words.caption(change.revision)} entries={change.entries} />
      ) : change.what === 'moved' ? (
        <p class="gr-quiet">{words.moved}</p>
      ) : null}
    </Section>
  );
}
