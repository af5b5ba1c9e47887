import type { VNode } from 'preact';
import { say } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { ButtonLink, Section } from '#kit/web/ui/index.ts';
import { ClosedAct, LabelMark } from '../registry.marks.tsx';
import { t } from '../registry.sentences.ts';
import type { ClusterDetail } from './cluster.ts';
import { ClusterHistory } from './cluster-history.tsx';
import { workspaceAddress, workspaceCrumbs, workspaceSide } from './workspace-navigation.ts';

/** An act of the label page: the operation, what its link says, and where it is done. */
export interface LabelAct {
  readonly operation: string;
  readonly title: string;
  readonly path: string;
}

/** The decisions taken on a cluster, and those that the reader may record: open, or closed with the reason beside. */
export function labelPage({ cluster, acts }: { cluster: ClusterDetail; acts: readonly LabelAct[] }): Page {
  const words = t().workspace.label;
  return {
    title: t().crumb.label,
    lead: words.lead,
    crumbs: workspaceCrumbs(cluster, 'label'),
    side: workspaceSide(cluster, 'label'),
    status: <LabelMark state={cluster.label.state} explained />,
    synthetic: cluster.synthetic,
    body: (
      <>
        <Section title={words.history} id="histoire">
          <ClusterHistory cluster={cluster} />
        </Section>
        <Section title={words.acts} id="actes" lead={words.actsLead}>
          <Acts cluster={cluster} acts={acts} />
        </Section>
      </>
    ),
  };
}

function Acts({ cluster, acts }: { cluster: ClusterDetail; acts: readonly LabelAct[] }): VNode {
  const address = workspaceAddress(cluster.id, 'label');
  const open = acts.filter((act) => cluster.open.includes(act.operation));
  const closed = acts.flatMap((act) => {
    const reason = cluster.closed.find((one) => one.action === act.operation);
    return reason && !open.includes(act) ? [{ ...act, reason }] : [];
  });
  if (open.length + closed.length === 0) return <p>{t().workspace.label.readOnly}</p>;
  return (
    <>
      {open.length > 0 ? (
        <ul class="gr-acts" aria-label={t().workspace.label.openActs}>
          {open.map((act) => (
            <li key={act.path}>
              <ButtonLink href={`${address}/${act.path}`} kind="secondary">
                {act.title}
              </ButtonLink>
            </li>
          ))}
        </ul>
      ) : null}
      {closed.map((act) => (
        <ClosedAct key={act.path} title={act.title} reason={act.reason} />
      ))}
    </>
  );
}

/** A closed act that someone reaches by its address: nothing to fill in, the reason and the way back. */
export function closedActPage(cluster: ClusterDetail, title: string, reason: { fr: string; en: string }): Page {
  return {
    title,
    crumbs: workspaceCrumbs(cluster, 'label', title),
    side: workspaceSide(cluster, 'label'),
    body: (
      <>
        <ClosedAct title={title} reason={reason} />
        <p>
          {say(reason) ? <ButtonLink href={workspaceAddress(cluster.id, 'label')}>{t().crumb.label}</ButtonLink> : null}
        </p>
      </>
    ),
  };
}
