import type { ComponentChildren, VNode } from 'preact';
import { formatInstant, formatNumber, unitFor } from '#kit/say.ts';
import { t } from '../kit.sentences.ts';
import { ButtonLink, Link } from './button.tsx';
import { Sparkline } from './chart.tsx';
import { Icon } from './icon.tsx';
import { Heading, type Level } from './message.tsx';

/** A part of a page with its heading; `action` stands to the right of it. */
export function Section(props: {
  readonly title: string;
  readonly id?: string;
  readonly level?: Level;
  readonly lead?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <section class="gr-section" id={props.id}>
      <div class="gr-section__head">
        <Heading level={props.level ?? 2}>{props.title}</Heading>
        {props.action ? <div class="gr-section__action">{props.action}</div> : null}
      </div>
      {props.lead ? <p class="gr-section__lead">{props.lead}</p> : null}
      {props.children}
    </section>
  );
}

/** Two or three parts side by side on a wide screen, one under the other on a phone. */
export function Columns({ count = 2, children }: { count?: 2 | 3; children: ComponentChildren }): VNode {
  return <div class={`gr-columns gr-columns--${count}`}>{children}</div>;
}

/** What is known about one thing; an unknown value says so instead of leaving a hole. */
export function DescriptionList(props: {
  readonly items: readonly { readonly term: ComponentChildren; readonly description: ComponentChildren }[];
}): VNode {
  return (
    <dl class="gr-list">
      {props.items.map((item, index) => (
        <div key={index} class="gr-list__item">
          <dt>{item.term}</dt>
          <dd>
            {item.description === null || item.description === undefined || item.description === '' ? (
              <span class="gr-quiet">{t().figure.unknown}</span>
            ) : (
              item.description
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One thing of a list, flat: a title that leads to it, a few words, details under a line. */
export function Card(props: {
  readonly title: string;
  readonly href?: string;
  readonly level?: Level;
  readonly detail?: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <article class="fr-card gr-card">
      {props.detail ? <div class="fr-card__detail">{props.detail}</div> : null}
      <Heading level={props.level ?? 3} class="fr-card__title">
        {props.href ? <a href={props.href}>{props.title}</a> : props.title}
      </Heading>
      {props.children ? <div class="fr-card__desc">{props.children}</div> : null}
      {props.footer ? <div class="gr-card__footer">{props.footer}</div> : null}
    </article>
  );
}

export function CardGrid({ children }: { children: ComponentChildren }): VNode {
  return <div class="gr-cards">{children}</div>;
}

export interface KeyFigureProps {
  readonly label: string;
  /** null is « non connu », never zero. A string is shown as it is (an amount already written). */
  readonly value: number | string | null;
  /** At most this many decimals when the value is a number. */
  readonly digits?: number;
  readonly unit?: string;
  readonly period: string;
  readonly source: string;
  /** The facts behind the number. */
  readonly href: string;
  /** What the link says; it names what is found there. */
  readonly hrefLabel?: string;
  /** Oldest first. */
  readonly trend?: readonly number[];
}

/** A number with its unit, period and source, and the way to the facts behind it. */
export function KeyFigure(props: KeyFigureProps): VNode {
  const isNumber = typeof props.value === 'number';
  const value = isNumber ? formatNumber(props.value as number, props.digits ?? 0) : props.value;
  const unit = isNumber && props.unit ? unitFor(props.value as number, props.unit) : props.unit;
  return (
    <div class="gr-figure">
      <p class="gr-figure__label">{props.label}</p>
      <p class="gr-figure__value">
        {value === null ? <span class="gr-figure__unknown">{t().figure.unknown}</span> : <strong>{value}</strong>}
        {value !== null && unit ? <span class="gr-figure__unit"> {unit}</span> : null}
        {props.trend && props.trend.length > 1 ? (
          <Sparkline
            points={props.trend}
            label={t().figure.trend(
              formatNumber(props.trend[0]!, props.digits ?? 0),
              formatNumber(props.trend.at(-1)!, props.digits ?? 0),
            )}
          />
        ) : null}
      </p>
      <p class="gr-figure__meta">
        {props.period} · {t().figure.source(props.source)}
      </p>
      <p class="gr-figure__facts">
        <a href={props.href}>
          {props.hrefLabel ?? t().figure.facts}
          {props.hrefLabel ? null : <span class="fr-sr-only">{t().figure.factsOf(props.label)}</span>}
        </a>
      </p>
    </div>
  );
}

export function KeyFigures({ figures }: { figures: readonly KeyFigureProps[] }): VNode {
  return (
    <ul class="gr-figures">
      {figures.map((figure) => (
        <li key={figure.label}>
          <KeyFigure {...figure} />
        </li>
      ))}
    </ul>
  );
}

/** Proof that something was received: number, date, digest, who was told. */
export function Receipt(props: {
  readonly number: string;
  readonly at: Date;
  /** sha256 in hexadecimal. */
  readonly digest: string;
  readonly told: readonly string[];
  readonly title?: string;
  readonly verifyHref?: string;
  readonly level?: Level;
  readonly children?: ComponentChildren;
}): VNode {
  const words = t().receipt;
  return (
    <section class="gr-receipt">
      <div class="gr-receipt__head">
        <Icon name="seal" />
        <Heading level={props.level ?? 2}>{props.title ?? words.title}</Heading>
      </div>
      {props.children}
      <dl class="gr-list">
        <div class="gr-list__item">
          <dt>{words.number}</dt>
          <dd class="gr-receipt__number">{props.number}</dd>
        </div>
        <div class="gr-list__item">
          <dt>{words.date}</dt>
          <dd>
            <time datetime={props.at.toISOString()}>{formatInstant(props.at)}</time>
          </dd>
        </div>
        <div class="gr-list__item">
          <dt>{words.told}</dt>
          <dd>{props.told.length ? props.told.join(', ') : words.toldNobody}</dd>
        </div>
        <div class="gr-list__item">
          <dt>{words.digest}</dt>
          <dd>
            <code class="gr-digest">{props.digest.replace(/(.{8})(?=.)/g, '$1 ')}</code>
          </dd>
        </div>
      </dl>
      <p class="gr-quiet">
        {words.keep} {props.verifyHref ? <Link href={props.verifyHref}>{words.verify}</Link> : null}
      </p>
    </section>
  );
}

/** How far a long work has come. The page is asked again by the link, or by the script when there is one. */
export function ProgressBar(props: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What it says now; « 3 sur 10 » when left out. */
  readonly text?: string;
  /** Address that answers `{ done, total, text, finished }`; the script asks it, then reloads when finished. */
  readonly pollHref?: string;
  /** This very page: the way to see the progress without script. */
  readonly refreshHref?: string;
}): VNode {
  return (
    <div class="gr-progress" data-poll-href={props.pollHref}>
      <p class="gr-progress__label">
        <span>{props.label}</span>{' '}
        <span data-poll-text aria-live="polite">
          {props.text ?? t().progress.done(props.done, props.total)}
        </span>
      </p>
      <progress max={props.total} value={props.done} aria-label={props.label} />
      {props.refreshHref ? (
        <p data-without-script>
          <ButtonLink href={props.refreshHref} kind="tertiary" small icon="refresh">
            {t().progress.refresh}
          </ButtonLink>
        </p>
      ) : null}
    </div>
  );
}
