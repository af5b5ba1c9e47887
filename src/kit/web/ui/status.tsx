import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import { formatDay } from '#kit/say.ts';
import { t } from '../kit.sentences.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'error';

const toneClass: Record<Tone, string> = {
  neutral: '',
  info: ' fr-badge--info',
  progress: ' fr-badge--new',
  success: ' fr-badge--success',
  warning: ' fr-badge--warning',
  error: ' fr-badge--error',
};

const toneIcon: Record<Tone, IconName> = {
  neutral: 'circle',
  info: 'info',
  progress: 'clock',
  success: 'check',
  warning: 'warning',
  error: 'error',
};

/** A short fact in colour and in a word; no icon, so never for a status. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }): VNode {
  return <span class={`fr-badge fr-badge--no-icon${toneClass[tone]}`}>{children}</span>;
}

/**
 * The state of an object: word, icon and colour. With `rule`, a button opens the sentence that explains it;
 * it is the browser's own popover, so it needs neither script nor hover.
 */
export function StatusBadge(props: {
  readonly tone: Tone;
  readonly label: string;
  readonly icon?: IconName;
  readonly rule?: ComponentChildren;
}): VNode {
  const id = useId();
  const inside = (
    <>
      <Icon name={props.icon ?? toneIcon[props.tone]} small />
      {props.label}
    </>
  );
  const classes = `fr-badge fr-badge--no-icon gr-status${toneClass[props.tone]}`;
  if (!props.rule) return <span class={classes}>{inside}</span>;
  return (
    <span class="gr-explained">
      <button
        type="button"
        class={`${classes} gr-status--open`}
        popovertarget={id}
        aria-label={t().status.explain(props.label)}
      >
        {inside}
      </button>
      <span class="gr-popover" id={id} popover="auto">
        <strong class="gr-popover__title">{t().status.rule}</strong>
        {props.rule}
      </span>
    </span>
  );
}

/** A term with its definition at hand, the first time that it appears on a page. */
export function GlossaryTerm(props: {
  readonly term: string;
  readonly definition: ComponentChildren;
  readonly href?: string;
}): VNode {
  const id = useId();
  return (
    <span class="gr-explained">
      <button type="button" class="gr-term" popovertarget={id} aria-label={t().glossary.explain(props.term)}>
        {props.term}
      </button>
      <span class="gr-popover" id={id} popover="auto">
        <strong class="gr-popover__title">{props.term}</strong>
        {props.definition}
        {props.href ? (
          <>
            {' '}
            <a href={props.href}>{t().glossary.more}</a>
          </>
        ) : null}
      </span>
    </span>
  );
}

/** A property that one may filter by; with `href` it leads to the list of what shares it. */
export function Tag({ href, children }: { href?: string; children: ComponentChildren }): VNode {
  return href ? (
    <a class="fr-tag" href={href}>
      {children}
    </a>
  ) : (
    <span class="fr-tag">{children}</span>
  );
}

export function Tags({ tags, label }: { tags: readonly { label: string; href?: string }[]; label?: string }): VNode {
  return (
    <ul class="fr-tags-group" aria-label={label}>
      {tags.map((tag) => (
        <li key={tag.label}>
          <Tag href={tag.href}>{tag.label}</Tag>
        </li>
      ))}
    </ul>
  );
}

const DAY_MILLISECONDS = 86_400_000;
const SOON_DAYS = 15;

/**
 * A due date in words, the days left, and who is waited for. `today` comes from the caller: a page reads no clock.
 * Both days are `YYYY-MM-DD`.
 */
export function DueDate(props: {
  readonly day: string;
  readonly today: string;
  readonly waits?: string;
  readonly done?: boolean;
}): VNode {
  const days = Math.round((Date.parse(props.day) - Date.parse(props.today)) / DAY_MILLISECONDS);
  const late = days < 0 && !props.done;
  const tone = props.done ? 'done' : late ? 'late' : days <= SOON_DAYS ? 'soon' : 'far';
  const icon: IconName = props.done ? 'check' : late ? 'warning' : tone === 'soon' ? 'clock' : 'calendar';
  const words = t().due;
  const left = props.done
    ? words.done
    : late
      ? words.late(-days)
      : days === 0
        ? words.today
        : days === 1
          ? words.tomorrow
          : words.in(days);
  const day = formatDay(props.day);
  return (
    <span class={`gr-due gr-due--${tone}`}>
      <Icon name={icon} small />
      <span class="gr-due__text">
        <time datetime={props.day}>{late ? words.past(day) : words.on(day)}</time>{' '}
        <span class="gr-due__left">({left})</span>
        {props.waits ? <span class="gr-due__waits">{words.waits(props.waits)}</span> : null}
      </span>
    </span>
  );
}
