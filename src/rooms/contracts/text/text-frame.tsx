import type { VNode } from 'preact';
import { formatDay, formatInstant, locale } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import { Alert, StatusBadge, Tabs, type Tone } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import type { ContractHead } from '../contract-head.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { t } from './text.sentences.ts';
import type { TextVersion } from './text.ts';

export const TEXT_TABS = ['text', 'annexes', 'versions', 'compare'] as const;
export type TextTab = (typeof TEXT_TABS)[number];

const REST: Readonly<Record<TextTab, string>> = {
  text: '',
  annexes: '/annexes',
  versions: '/versions',
  compare: '/comparer',
};

/** An address of the text of a contract; without a version, of the one shown by itself. */
export const textAddress = (
  contract: string,
  tab: TextTab = 'text',
  query: Readonly<Record<string, string>> = {},
): string => {
  const asked = new URLSearchParams(query).toString();
  return `${contractAddress(contract, 'text', REST[tab])}${asked && `?${asked}`}`;
};

export const articleAddress = (contract: string, article: string, rest = ''): string =>
  contractAddress(contract, 'text', `/articles/${encodeURIComponent(article)}${rest}`);

/** The files of a version. */
export const fileAddress = (contract: string, format: 'pdf' | 'docx', version: TextVersion): string =>
  `/contrats/${encodeURIComponent(contract)}/texte.${format}?version=${encodeURIComponent(version.key)}`;

const TONES: Readonly<Record<keyof ReturnType<typeof t>['state'], Tone>> = {
  open: 'progress',
  signing: 'info',
  signed: 'success',
  superseded: 'neutral',
  abandoned: 'neutral',
  sent: 'neutral',
};

/** « Texte d’origine », « Avenant n° 1 en cours de rédaction », « Projet envoyé aux parties le … ». */
export function versionName(version: TextVersion): string {
  const words = t().shown;
  if (version.kind === 'sent') return version.at ? words.sentOn(formatInstant(version.at)) : words.sent;
  return version.kind === 'current' ? words.current(version.number) : words.edition(version.number);
}

export function VersionState({ version, explained }: { version: TextVersion; explained?: boolean }): VNode {
  const state = version.kind === 'sent' ? 'sent' : version.state;
  return (
    <StatusBadge tone={TONES[state]} label={t().state[state]} rule={explained ? t().stateRule[state] : undefined} />
  );
}

/** When a version came to be what it is. */
export function versionDate(version: TextVersion): string {
  const words = t().versions;
  if (version.signedOn) return words.signed(formatDay(version.signedOn));
  if (!version.at) return words.underWay;
  return (version.kind === 'sent' ? words.sent : words.frozen)(formatInstant(version.at));
}

/** The chrome of every page about the text of a contract. */
export function textFrame(props: {
  readonly contract: ContractHead;
  readonly tab: TextTab;
  readonly version?: TextVersion;
  readonly title: string;
  readonly lead: string;
  readonly last?: string;
  readonly action?: VNode;
  readonly body: VNode;
  readonly wide?: boolean;
}): Page {
  const { contract, tab, version, last, body, ...rest } = props;
  const words = t();
  return {
    ...rest,
    crumbs: contractCrumbs(contract, 'text', last ?? (tab === 'text' ? undefined : words.tabs[tab])),
    side: contractSide(contract, 'text'),
    status: version && <VersionState version={version} explained />,
    synthetic: contract.synthetic,
    body: (
      <>
        <Tabs
          label={words.tabs.label}
          tabs={TEXT_TABS.map((one) => ({
            label: words.tabs[one],
            href: textAddress(contract.id, one),
            current: one === tab,
          }))}
        />
        {locale() === 'fr' ? null : <Alert kind="info">{words.frenchOnly}</Alert>}
        {body}
      </>
    ),
  };
}
