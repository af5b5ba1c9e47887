import type { ComponentChildren, VNode } from 'preact';
import { colon, formatDay, formatNumber, locale, type Say, say } from '#kit/say.ts';
import { Alert, type Choice, Icon, StatusBadge, type Tone } from '#kit/web/ui/index.ts';
import { labelLife } from './cluster/label.workflow.ts';
import type { CodeAndName, Facet } from './registry.schemas.ts';
import { t } from './registry.sentences.ts';
import type { SizeCategory } from './size-category.rules.ts';
import type { Certainty, LabelState, OrganisationKind } from './vocabulary.ts';

/** Beside the name of every row that was invented for the demonstration. */
export function SyntheticMark(): VNode {
  return (
    <span class="fr-badge fr-badge--no-icon gr-synthetic-mark" title={t().words.syntheticRule}>
      {t().words.synthetic}
    </span>
  );
}

/** The name of something, which leads to it when the reader may open it, with the mark of the demonstration. */
export function Name(props: { name: string; href?: string | null; synthetic?: boolean }): VNode {
  return (
    <>
      {props.href ? <a href={props.href}>{props.name}</a> : props.name}
      {props.synthetic ? (
        <>
          {' '}
          <SyntheticMark />
        </>
      ) : null}
    </>
  );
}

const certaintyTone: Record<Certainty, Tone> = { official: 'success', press: 'info', background: 'warning' };

/** How sure a fact is. What is only general knowledge says so, and never passes for official. */
export function CertaintyMark({ certainty }: { certainty: Certainty }): VNode {
  const words = t().certainty;
  return (
    <StatusBadge tone={certaintyTone[certainty]} label={words[certainty]} rule={words[`${certainty}Rule` as const]} />
  );
}

const labelTone: Record<LabelState, Tone> = {
  candidate: 'neutral',
  labelled: 'success',
  expired: 'warning',
  withdrawn: 'neutral',
  merged: 'neutral',
};

export function LabelMark({ state, explained }: { state: LabelState; explained?: boolean }): VNode {
  return (
    <StatusBadge
      tone={labelTone[state]}
      label={say(labelLife.states[state])}
      rule={explained ? t().labelRule : undefined}
    />
  );
}

/** Sentences that warn and block nothing. */
export function Warnings({ warnings }: { warnings: readonly (Say & { readonly code: string })[] }): VNode | null {
  if (warnings.length === 0) return null;
  return (
    <>
      {warnings.map((warning) => (
        <Alert key={warning.code + warning.fr} kind="warning">
          {say(warning)}
        </Alert>
      ))}
    </>
  );
}

/** An act that is closed for now: its name, and the reason beside it. */
export function ClosedAct({ title, reason }: { title: string; reason: Say }): VNode {
  return (
    <p class="gr-closed">
      <Icon name="lock" small />
      <span>
        <strong>{title}</strong> — {t().words.closed.toLocaleLowerCase(locale())}
        {colon()}
        {say(reason)}
      </span>
    </p>
  );
}

/** A code of a nomenclature in words; the code itself when the nomenclature does not know it. */
export const nameOf = (code: CodeAndName | null): string | null => (code ? (code.name ?? code.code) : null);

/**
 * « Rhône-Alpes (9) »: a choice of a filter says how many rows it would leave. The one in force stays even when it leaves none, so that the
 * form does not lose it.
 */
export function facetChoices(
  facets: readonly Facet[],
  words: Readonly<Record<string, string>> = {},
  chosen?: string,
): Choice[] {
  const missing = chosen !== undefined && !facets.some((facet) => facet.value === chosen);
  return [...facets, ...(missing ? [{ value: chosen, label: null, count: 0 }] : [])].map((facet) => ({
    value: facet.value,
    label: `${words[facet.value] ?? facet.label ?? facet.value} (${formatNumber(facet.count)})`,
  }));
}

/** The size of the enterprise: unknown for a firm without accounts, without meaning for what is no enterprise. */
export function SizeWord({ size, kind }: { size: SizeCategory | null; kind: OrganisationKind }): VNode {
  if (size) return <>{t().size[size]}</>;
  return <span class="gr-quiet">{kind === 'firm' ? t().words.unknown : t().size['not-applicable']}</span>;
}

/** « du 1er janvier 2013 au 31 décembre 2014 », « depuis le 1er janvier 2013 ». */
export const inWords = (from: string, to: string | null): string =>
  to === null ? t().words.since(formatDay(from)) : t().words.fromTo(formatDay(from), formatDay(to));

/** A source under what it supports. */
export function SourceLine({ children }: { children: ComponentChildren }): VNode {
  return <p class="gr-quiet gr-source">{children}</p>;
}

/** The sector of the reference list is French text; English words stand beside those that it uses. */
export const sectorName = (sector: string): string => t().cluster.sectors[sector] ?? sector;

/** « Grenoble, Isère »; « Paris » once. Null when neither is known. */
export function seatOf(of: { readonly city: string | null; readonly departement: CodeAndName | null }): string | null {
  const parts = [of.city, nameOf(of.departement)].filter((part) => part !== null);
  return parts.length > 0 ? [...new Set(parts)].join(', ') : null;
}
