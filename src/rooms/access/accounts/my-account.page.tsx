import { ROLE_TITLES, type Role } from '#kit/actor.ts';
import { formatInstant, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { OutputOf } from '#kit/web/route.ts';
import {
  Alert,
  Badge,
  ButtonLink,
  DataTable,
  DateField,
  DescriptionList,
  FieldRow,
  Form,
  Link,
  PostButton,
  Section,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import type { ApiKeyLine } from '../keys/api-key-list.query.ts';
import { KeyTable } from '../keys/key.parts.tsx';
import { waysIn } from './account.page.tsx';
import { DelegationTable, EmailText, FunctionTable, scopeName } from './function.parts.tsx';
import type { getMyAccount } from './my-account.query.ts';

type Mine = OutputOf<typeof getMyAccount>;

const crumbs = (...more: readonly { readonly label: string }[]) => [
  { label: t().home, href: '/' },
  { label: t().mine.title, ...(more.length > 0 && { href: '/mon-compte' }) },
  ...more,
];

/** « Firefox 128, Linux » out of what browsers say of themselves; null when it says nothing readable. */
export function deviceName(agent: string | null): string | null {
  const browser = /(Firefox|Edg|OPR|Chrome|Version)\/(\d+)/.exec(agent ?? '');
  if (!agent || !browser) return null;
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find((one) => agent.includes(one));
  // Edge and Opera also say Chrome: the last of the known names is the true one.
  const last = [...agent.matchAll(/(Edg|OPR)\/(\d+)/g)].at(-1) ?? browser;
  return [`${names[last[1]!] ?? last[1]} ${last[2]}`, system].filter(Boolean).join(', ');
}

export function myAccountPage(props: {
  readonly mine: Mine;
  readonly keys: readonly ApiKeyLine[];
  readonly provider: string;
}): Page {
  const words = t().mine;
  const { mine } = props;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: crumbs(),
    synthetic: mine.synthetic,
    wide: true,
    body: (
      <>
        {mine.functions.some((line) => line.state === 'current') ||
        mine.delegations.some((line) => line.state === 'current' && line.deputy.id === mine.id) ? null : (
          <Alert kind="info" title={words.noFunctionTitle}>
            <p>{mine.ask.length > 0 ? words.noFunction : words.noAdministrator}</p>
            <ul>
              {mine.ask.map((person) => (
                <li key={person.email}>
                  {person.name}, <a href={`mailto:${person.email}`}>{person.email}</a>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Section title={t().accounts.identity}>
          <DescriptionList
            items={[
              {
                term: t().accounts.name,
                description: (
                  <>
                    {mine.name} <Link href="/mon-compte/nom">{words.changeName}</Link>
                  </>
                ),
              },
              {
                term: t().accounts.email,
                description: (
                  <>
                    <EmailText email={mine.email} />{' '}
                    <Badge tone={mine.emailVerified ? 'success' : 'neutral'}>
                      {mine.emailVerified ? t().accounts.confirmed : t().accounts.unconfirmed}
                    </Badge>
                    {mine.emailVerified ? null : (
                      <PostButton action="/mon-compte/adresse" kind="tertiary" small>
                        {words.confirmEmail}
                      </PostButton>
                    )}
                  </>
                ),
              },
              {
                term: t().accounts.signsInWith,
                description: (
                  <>
                    {waysIn(mine.signsInWith, props.provider)}{' '}
                    {mine.signsInWith.includes('credential') ? (
                      <Link href="/mon-compte/mot-de-passe">{words.changePassword}</Link>
                    ) : null}
                  </>
                ),
              },
              {
                term: t().secondFactor.title,
                description: mine.secondFactor ? (
                  <>
                    <Badge tone="success">{t().secondFactor.on}</Badge>{' '}
                    <Link href="/mon-compte/second-facteur">{t().secondFactor.manage}</Link>
                  </>
                ) : (
                  <>
                    {t().secondFactor.off} <Link href="/mon-compte/second-facteur">{t().secondFactor.enable}</Link>
                  </>
                ),
              },
            ]}
          />
        </Section>
        <Section title={t().functions.title}>
          <FunctionTable
            functions={mine.functions}
            acts={
              mine.functions.some((line) => line.state !== 'over')
                ? (line) =>
                    line.state === 'over' ? null : (
                      <Link href={`/mon-compte/fonctions/${line.id}/deleguer`}>
                        {t().delegations.give}
                        <span class="fr-sr-only">
                          {' '}
                          {say(ROLE_TITLES[line.role])}, {scopeName(line)}
                        </span>
                      </Link>
                    )
                : undefined
            }
          />
        </Section>
        <Section title={t().delegations.title} lead={t().delegations.lead}>
          <DelegationTable
            delegations={mine.delegations}
            acts={
              mine.delegations.some((line) => line.state !== 'over')
                ? (line) =>
                    line.state !== 'over' ? (
                      <PostButton action={`/mon-compte/delegations/${line.id}/fin`} kind="tertiary" small>
                        {t().delegations.end}
                        <span class="fr-sr-only"> {say(ROLE_TITLES[line.role])}</span>
                      </PostButton>
                    ) : null
                : undefined
            }
          />
        </Section>
        <Section
          title={words.sessions}
          lead={words.sessionsLead}
          action={
            mine.sessions.length > 1 ? (
              <PostButton action="/mon-compte/sessions" kind="secondary" small>
                {words.closeOthers}
              </PostButton>
            ) : undefined
          }
        >
          <DataTable
            caption={words.sessionsCaption}
            captionHidden
            rows={mine.sessions}
            rowKey={(session) => session.id}
            columns={[
              {
                key: 'device',
                label: words.device,
                header: true,
                render: (session) => (
                  <>
                    {deviceName(session.device) ?? words.unknownDevice}{' '}
                    {session.current ? <Badge tone="info">{words.thisOne}</Badge> : null}
                  </>
                ),
              },
              { key: 'address', label: words.address, render: (session) => session.address || words.unknownDevice },
              { key: 'since', label: words.since, render: (session) => formatInstant(session.createdAt) },
              { key: 'used', label: words.lastUse, render: (session) => formatInstant(session.usedAt) },
              {
                key: 'acts',
                label: t().functions.acts,
                render: (session) =>
                  session.current ? null : (
                    <PostButton action={`/mon-compte/sessions/${session.id}`} kind="tertiary" small>
                      {words.close}
                    </PostButton>
                  ),
              },
            ]}
          />
        </Section>
        <Section
          title={t().keys.title}
          lead={t().keys.lead}
          action={
            <ButtonLink href="/mon-compte/cles" kind="secondary" icon="plus" small>
              {t().keys.create}
            </ButtonLink>
          }
        >
          <KeyTable keys={props.keys} revoke={(key) => `/mon-compte/cles/${key}/revoquer`} />
        </Section>
      </>
    ),
  };
}

interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}

export function changeNamePage({ values, errors }: Filled): Page {
  const words = t().mine;
  return {
    title: words.nameTitle,
    crumbs: crumbs({ label: words.nameTitle }),
    body: (
      <Form
        action="/mon-compte/nom"
        values={values}
        errors={errors}
        submit={{ label: words.changeName }}
        consequence={words.nameConsequence}
        cancel={{ href: '/mon-compte' }}
      >
        <TextField name="name" label={t().accounts.fullName} autocomplete="name" maxlength={120} />
      </Form>
    ),
  };
}

export function changePasswordPage({ errors }: Pick<Filled, 'errors'>): Page {
  const words = t().mine;
  return {
    title: words.passwordTitle,
    crumbs: crumbs({ label: words.passwordTitle }),
    body: (
      <Form
        action="/mon-compte/mot-de-passe"
        errors={errors}
        submit={{ label: words.changePassword }}
        consequence={words.passwordConsequence}
        cancel={{ href: '/mon-compte' }}
      >
        <TextField name="current" type="password" label={t().passwords.current} autocomplete="current-password" />
        <TextField
          name="password"
          type="password"
          label={t().passwords.new}
          hint={t().passwords.hint}
          autocomplete="new-password"
        />
        <TextField name="again" type="password" label={t().passwords.again} autocomplete="new-password" />
      </Form>
    ),
  };
}

export function delegatePage(
  props: Filled & {
    readonly held: { readonly id: string; readonly role: Role; readonly scope: string; readonly scopeLabel: string };
    readonly today: string;
  },
): Page {
  const words = t().delegations;
  const { held } = props;
  const title = words.giveTitle(say(ROLE_TITLES[held.role]));
  return {
    title,
    lead: scopeName(held),
    crumbs: crumbs({ label: words.give }),
    body: (
      <Form
        action={`/mon-compte/fonctions/${held.id}/deleguer`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.giveSubmit }}
        consequence={words.giveConsequence}
        cancel={{ href: '/mon-compte' }}
      >
        <TextField
          name="deputy"
          type="email"
          label={words.deputyEmail}
          hint={words.deputyHint}
          autocomplete="off"
          spellcheck={false}
        />
        <FieldRow>
          <DateField name="from" label={t().functions.from} min={props.today} />
          <DateField name="to" label={t().functions.to} min={props.today} />
        </FieldRow>
        <TextareaField
          name="reason"
          label={t().functions.reason}
          hint={t().functions.reasonHint}
          rows={2}
          maxlength={500}
        />
      </Form>
    ),
  };
}
