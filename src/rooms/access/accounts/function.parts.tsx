import type { ComponentChildren, VNode } from 'preact';
import { ROLE_TITLES } from '#kit/actor.ts';
import { formatDay, formatInstant, say } from '#kit/say.ts';
import { DataTable, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import type { DelegationLine, FunctionLine } from './account.query.ts';

/** « Directeur de pôle, Minalogic », « Agent de l’État, tout le programme » */
export function functionName(held: Pick<FunctionLine, 'role' | 'scope' | 'scopeLabel'>): string {
  const role = say(ROLE_TITLES[held.role]);
  if (held.role === 'administrator') return role;
  return `${role}, ${held.scope === 'programme' ? t().scopes.kinds.programme : held.scopeLabel}`;
}

export const scopeName = (held: { readonly scope: string; readonly scopeLabel: string }): string =>
  held.scope === 'programme' ? t().wholeProgramme : held.scopeLabel;

export function Period({ from, to }: { from: string; to: string | null }): VNode {
  const words = t().functions;
  return <>{to === null ? words.since(formatDay(from)) : words.between(formatDay(from), formatDay(to))}</>;
}

const tones: Record<FunctionLine['state'], Tone> = { upcoming: 'info', current: 'success', over: 'neutral' };

/** The history of somebody's functions, the latest first; `acts` gives the last column. */
export function FunctionTable(props: {
  readonly functions: readonly FunctionLine[];
  readonly acts?: (line: FunctionLine) => ComponentChildren;
}): VNode {
  const words = t().functions;
  const { acts } = props;
  return (
    <DataTable
      caption={words.caption}
      captionHidden
      rows={props.functions}
      rowKey={(line) => line.id}
      empty={words.none}
      columns={[
        {
          key: 'role',
          label: words.role,
          header: true,
          render: (line) => (
            <>
              {say(ROLE_TITLES[line.role])}
              {line.mission ? (
                <>
                  <br />
                  <span class="gr-quiet">{line.mission}</span>
                </>
              ) : null}
            </>
          ),
        },
        { key: 'scope', label: t().scopes.label, render: scopeName },
        {
          key: 'period',
          label: words.period,
          // One box: on a telephone a cell is a label and a value side by side.
          render: (line) => (
            <span>
              <Period from={line.from} to={line.to} />
              <br />
              <span class="gr-quiet">
                {words.givenBy(line.grantedBy)}
                {line.endReason ? <> · {ending(line)}</> : null}
              </span>
            </span>
          ),
        },
        {
          key: 'state',
          label: words.state,
          render: (line) => <StatusBadge tone={tones[line.state]} label={words.states[line.state]} />,
        },
        ...(acts ? [{ key: 'acts', label: words.acts, render: acts }] : []),
      ]}
    />
  );
}

function ending(line: FunctionLine): string {
  const words = t().functions;
  const by = line.endedBy ?? '';
  return line.endedAt
    ? words.endedBy(formatInstant(line.endedAt), by, line.endReason ?? '')
    : words.endSet(by, line.endReason ?? '');
}

export function DelegationTable(props: {
  readonly delegations: readonly DelegationLine[];
  readonly acts?: (line: DelegationLine) => ComponentChildren;
}): VNode {
  const words = t().delegations;
  const { acts } = props;
  return (
    <DataTable
      caption={words.caption}
      captionHidden
      rows={props.delegations}
      rowKey={(line) => line.id}
      empty={words.none}
      columns={[
        { key: 'function', label: t().functions.role, header: true, render: functionName },
        { key: 'holder', label: words.holder, render: (line) => line.holder.name },
        { key: 'deputy', label: words.deputy, render: (line) => line.deputy.name },
        {
          key: 'period',
          label: t().functions.period,
          // One box: on a telephone a cell is a label and a value side by side.
          render: (line) => (
            <span>
              <Period from={line.from} to={line.to} />
              <br />
              <span class="gr-quiet">{line.reason}</span>
            </span>
          ),
        },
        {
          key: 'state',
          label: t().functions.state,
          render: (line) => <StatusBadge tone={tones[line.state]} label={t().functions.states[line.state]} />,
        },
        ...(acts ? [{ key: 'acts', label: t().functions.acts, render: acts }] : []),
      ]}
    />
  );
}

/** An address that may break after its @, so that it fits a telephone. */
export function EmailText({ email }: { email: string }): VNode {
  const [name, domain] = email.split('@');
  return (
    <>
      {name}@<wbr />
      {domain}
    </>
  );
}
