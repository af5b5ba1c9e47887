import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kit/say.ts';
import type { Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  Badge,
  ButtonGroup,
  ButtonLink,
  DescriptionList,
  Link,
  PostButton,
  Section,
  StatusBadge,
} from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import { KeyTable } from '../keys/key.parts.tsx';
import type { getAccount } from './account.query.ts';
import { DelegationTable, EmailText, FunctionTable } from './function.parts.tsx';

export type Account = OutputOf<typeof getAccount>;

export const accountCrumbs = (...more: readonly { readonly label: string; readonly href?: string }[]) => [
  { label: t().home, href: '/' },
  { label: t().accounts.title, href: '/comptes' },
  ...more,
];

/** The ways in, in words; `provider` is the name on the sign-in button. */
export function waysIn(methods: readonly string[], provider: string): string {
  const words = t().accounts;
  if (methods.length === 0) return words.withNothing;
  return methods.map((method) => (method === 'credential' ? words.withPassword : provider)).join(', ');
}

export function accountPage({ account, provider, now }: { account: Account; provider: string; now: Date }): Page {
  const words = t().accounts;
  const closed = account.deactivatedAt;
  const { open } = account;
  return {
    title: account.name,
    crumbs: accountCrumbs({ label: account.name }),
    synthetic: account.synthetic,
    wide: true,
    status: <StatusBadge tone={closed ? 'neutral' : 'success'} label={closed ? words.closed : words.open} />,
    action:
      open.give.length > 0 ? (
        <ButtonLink href={`/comptes/${account.id}/fonctions`} icon="plus">
          {t().functions.add}
        </ButtonLink>
      ) : undefined,
    body: (
      <>
        {closed ? (
          <Alert kind="warning">{words.closedSince(formatInstant(closed), account.deactivationReason ?? '')}</Alert>
        ) : null}
        <Section title={words.identity}>
          <DescriptionList
            items={[
              {
                term: words.email,
                description: (
                  <>
                    <EmailText email={account.email} />{' '}
                    <Badge tone={account.emailVerified ? 'success' : 'neutral'}>
                      {account.emailVerified ? words.confirmed : words.unconfirmed}
                    </Badge>
                  </>
                ),
              },
              { term: words.signsInWith, description: waysIn(account.signsInWith, provider) },
              {
                term: t().secondFactor.title,
                description: account.secondFactorSince
                  ? t().secondFactor.since(formatInstant(account.secondFactorSince))
                  : t().secondFactor.off,
              },
              { term: words.created, description: formatDay(account.createdAt.toISOString().slice(0, 10)) },
            ]}
          />
        </Section>
        <Section title={t().functions.title}>
          <FunctionTable
            functions={account.functions}
            acts={
              account.functions.some((line) => line.mayEnd)
                ? (line) =>
                    line.mayEnd ? (
                      <Link href={`/comptes/${account.id}/fonctions/${line.id}/fin`}>{t().functions.end}</Link>
                    ) : null
                : undefined
            }
          />
        </Section>
        {account.delegations.length > 0 ? (
          <Section title={t().delegations.title} lead={t().delegations.lead}>
            <DelegationTable delegations={account.delegations} />
          </Section>
        ) : null}
        {account.keys.length > 0 ? (
          <Section title={words.keys}>
            <KeyTable
              keys={account.keys.map((key) => ({
                ...key,
                state: key.revokedAt ? 'revoked' : key.expiresAt <= now ? 'expired' : 'open',
              }))}
              revoke={(key) => `/comptes/${account.id}/cles/${key}/revoquer`}
            />
          </Section>
        ) : null}
        <Acts account={account} />
      </>
    ),
  };
}

function Acts({ account }: { account: Account }): VNode | null {
  const words = t().accounts;
  const { open, id } = account;
  if (!open.close && !open.reopen && !open.sendLink && !open.resetSecondFactor) return null;
  return (
    <Section title={words.acts}>
      <ButtonGroup>
        {open.sendLink ? (
          <PostButton kind="secondary" icon="mail" action={`/comptes/${id}/lien`}>
            {open.sendLink === 'invitation' ? words.sendInvitation : words.sendPassword}
          </PostButton>
        ) : null}
        {open.resetSecondFactor ? (
          <ButtonLink kind="secondary" href={`/comptes/${id}/second-facteur`}>
            {t().secondFactor.reset}
          </ButtonLink>
        ) : null}
        {open.reopen ? (
          <PostButton kind="secondary" action={`/comptes/${id}/rouvrir`}>
            {words.reopen}
          </PostButton>
        ) : null}
        {open.close ? (
          <ButtonLink kind="danger" icon="lock" href={`/comptes/${id}/fermer`}>
            {words.close}
          </ButtonLink>
        ) : null}
      </ButtonGroup>
    </Section>
  );
}
