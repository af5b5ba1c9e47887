import type { ComponentChildren, VNode } from 'preact';
import { t } from '../kit.sentences.ts';
import { Icon, type IconName } from './icon.tsx';

export type Level = 2 | 3 | 4;

/** A heading whose rank depends on where the piece stands. */
export function Heading(props: { level: Level; class?: string; id?: string; children: ComponentChildren }): VNode {
  const Rank = `h${props.level}` as 'h2' | 'h3' | 'h4';
  return (
    <Rank class={props.class} id={props.id}>
      {props.children}
    </Rank>
  );
}

export type AlertKind = 'success' | 'info' | 'warning' | 'error';

export const alertIcon: Record<AlertKind, IconName> = {
  success: 'check',
  info: 'info',
  warning: 'warning',
  error: 'error',
};

/** A message about what just happened or what to watch; `live` when it answers an act of the reader. */
export function Alert(props: {
  readonly kind: AlertKind;
  readonly title?: string;
  readonly level?: Level;
  readonly live?: boolean;
  readonly children?: ComponentChildren;
}): VNode {
  const role = props.live ? (props.kind === 'error' ? 'alert' : 'status') : undefined;
  return (
    <div class={`fr-alert fr-alert--${props.kind}${props.title ? '' : ' fr-alert--sm'}`} role={role}>
      <Icon name={alertIcon[props.kind]} title={t().message[props.kind]} />
      <div class="gr-alert__text">
        {props.title ? (
          <Heading level={props.level ?? 2} class="fr-alert__title">
            {props.title}
          </Heading>
        ) : null}
        {typeof props.children === 'string' ? <p>{props.children}</p> : props.children}
      </div>
    </div>
  );
}

/** A passage set apart: a rule in short, a warning about a definition. */
export function Callout(props: {
  readonly title?: string;
  readonly level?: Level;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <div class="fr-callout">
      {props.title ? (
        <Heading level={props.level ?? 2} class="fr-callout__title">
          {props.title}
        </Heading>
      ) : null}
      <div class="fr-callout__text">{props.children}</div>
    </div>
  );
}

/** Nothing here yet: what this place is for, why it is empty, and the one next step. */
export function EmptyState(props: {
  readonly title: string;
  readonly what: ComponentChildren;
  readonly why: ComponentChildren;
  /** The one next step: a ButtonLink or a PostButton. */
  readonly next?: ComponentChildren;
  readonly icon?: IconName;
  readonly level?: Level;
}): VNode {
  return (
    <section class="gr-empty">
      <span class="gr-empty__icon">
        <Icon name={props.icon ?? 'circle-dashed'} />
      </span>
      <div class="gr-empty__text">
        <Heading level={props.level ?? 2} class="gr-empty__title">
          {props.title}
        </Heading>
        <p>{props.what}</p>
        <p class="gr-quiet">{props.why}</p>
        {props.next ? <div class="gr-empty__next">{props.next}</div> : null}
      </div>
    </section>
  );
}

/** Discreet and unmistakable: some of what is shown was invented for the demonstration. */
export function SyntheticRibbon({ children }: { children?: ComponentChildren }): VNode {
  return (
    <p class="gr-synthetic">
      <strong>{t().layout.synthetic}</strong> <span>{children ?? t().layout.syntheticExplained}</span>
    </p>
  );
}
