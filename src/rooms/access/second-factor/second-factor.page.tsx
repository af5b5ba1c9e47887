import type { VNode } from 'preact';
import { formatInstant } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DescriptionList,
  Form,
  HiddenField,
  Section,
  TextareaField,
  TextField,
} from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import { accountCrumbs } from '../accounts/account.page.tsx';
import type { QrCode } from './qr-code.ts';

const HOME = '/mon-compte';
const HERE = '/mon-compte/second-facteur';

const crumbs = (...more: readonly { readonly label: string }[]) => [
  { label: t().home, href: '/' },
  { label: t().mine.title, href: HOME },
  { label: t().secondFactor.title, ...(more.length > 0 && { href: HERE }) },
  ...more,
];

/** Black on white in every theme: cameras read no other. */
function Qr({ code, label }: { code: QrCode; label: string }): VNode {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code.size} ${code.size}`}
      width="240"
      height="240"
      shape-rendering="crispEdges"
    >
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}

function CodeField({ label, hint }: { readonly label: string; readonly hint: string }): VNode {
  return (
    <TextField name="code" label={label} hint={hint} autocomplete="one-time-code" spellcheck={false} width="medium" />
  );
}

const PasswordField = () => (
  <TextField name="password" type="password" label={t().passwords.current} autocomplete="current-password" />
);

/** The key, as a drawing and in letters, and the first code that proves that the application has it. */
export function enrolPage(props: {
  readonly qr: QrCode;
  readonly secret: string;
  readonly setup: string;
  readonly hasPassword: boolean;
  readonly errors: readonly FieldError[];
}): Page {
  const words = t().secondFactor;
  return {
    title: words.enrolTitle,
    lead: words.lead,
    crumbs: crumbs(),
    body: (
      <>
        <Section title={words.scanTitle} lead={words.scanLead}>
          <Qr code={props.qr} label={words.qrLabel} />
          <DescriptionList
            items={[
              { term: words.key, description: <code class="gr-code">{props.secret.match(/.{1,4}/g)!.join(' ')}</code> },
            ]}
          />
        </Section>
        <Section title={words.confirmTitle}>
          <Form
            action={HERE}
            errors={props.errors}
            guard={false}
            submit={{ label: words.enable }}
            consequence={words.enableConsequence}
            cancel={{ href: HOME }}
          >
            <HiddenField name="setup" value={props.setup} />
            <CodeField label={words.firstCode} hint={words.firstCodeHint} />
            {props.hasPassword ? <PasswordField /> : null}
          </Form>
        </Section>
      </>
    ),
  };
}

/** An enabled second factor: since when, how many recovery codes are left, and what can be done with it. */
export function secondFactorPage(props: {
  readonly enabledAt: Date;
  readonly codesLeft: number;
  readonly errors?: readonly FieldError[];
}): Page {
  const words = t().secondFactor;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: crumbs(),
    body: (
      <>
        <DescriptionList
          items={[
            { term: words.enabledAt, description: formatInstant(props.enabledAt) },
            { term: words.codesLeft, description: words.codesLeftCount(props.codesLeft) },
          ]}
        />
        <Section title={words.renewTitle} lead={words.renewLead}>
          <Form
            action={`${HERE}/codes`}
            errors={props.errors}
            guard={false}
            submit={{ label: words.renew, kind: 'secondary' }}
            consequence={words.renewConsequence}
          >
            <CodeField label={t().secondStep.code} hint={t().secondStep.codeHint} />
          </Form>
        </Section>
        <Section title={words.removeTitle} lead={words.removeLead}>
          <ButtonGroup>
            <ButtonLink kind="danger" href={`${HERE}/retirer`}>
              {words.remove}
            </ButtonLink>
          </ButtonGroup>
        </Section>
      </>
    ),
  };
}

/** The recovery codes, this once. */
export function recoveryCodesPage({
  codes,
  first,
}: {
  readonly codes: readonly string[];
  readonly first: boolean;
}): Page {
  const words = t().secondFactor;
  return {
    title: first ? words.enabledTitle : words.renewedTitle,
    crumbs: crumbs({ label: words.codes }),
    body: (
      <>
        <Alert kind="success" live>
          {words.codesOnce}
        </Alert>
        <Section title={words.codes} lead={words.codesLead}>
          <ul>
            {codes.map((code) => (
              <li key={code}>
                <code class="gr-code">{code}</code>
              </li>
            ))}
          </ul>
        </Section>
        <p>
          <ButtonLink href={HOME}>{t().keys.back}</ButtonLink>
        </p>
      </>
    ),
  };
}

export function removeSecondFactorPage(props: {
  readonly hasPassword: boolean;
  readonly errors: readonly FieldError[];
}): Page {
  const words = t().secondFactor;
  return {
    title: words.removeTitle,
    lead: words.removeLead,
    crumbs: crumbs({ label: words.remove }),
    body: (
      <Form
        action={`${HERE}/retirer`}
        errors={props.errors}
        guard={false}
        submit={{ label: words.removeSubmit, kind: 'danger' }}
        consequence={words.removeConsequence}
        cancel={{ href: HERE }}
      >
        {props.hasPassword ? (
          <PasswordField />
        ) : (
          <CodeField label={t().secondStep.code} hint={t().secondStep.codeHint} />
        )}
      </Form>
    ),
  };
}

/** For the administrator. */
export function resetSecondFactorPage(props: {
  readonly person: { readonly id: string; readonly name: string };
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
}): Page {
  const words = t().secondFactor;
  const { id, name } = props.person;
  return {
    title: words.resetTitle(name),
    lead: words.resetLead,
    crumbs: accountCrumbs({ label: name, href: `/comptes/${id}` }, { label: words.reset }),
    body: (
      <Form
        action={`/comptes/${id}/second-facteur`}
        values={props.values}
        errors={props.errors}
        submit={{ label: words.reset, kind: 'danger' }}
        consequence={words.resetConsequence}
        cancel={{ href: `/comptes/${id}` }}
      >
        <TextareaField
          name="reason"
          label={t().functions.reason}
          hint={words.resetReasonHint}
          rows={2}
          maxlength={500}
        />
      </Form>
    ),
  };
}
