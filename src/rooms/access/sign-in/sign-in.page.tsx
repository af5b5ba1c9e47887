import type { VNode } from 'preact';
import { ROLE_TITLES } from '#kit/actor.ts';
import { say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import {
  Alert,
  ButtonGroup,
  ButtonLink,
  DataTable,
  Form,
  Link,
  PostButton,
  Section,
  TextField,
} from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import { EmailText } from '../accounts/function.parts.tsx';
import type { DemoSignIn } from '../demo-sign-ins.ts';

export interface SignInProps {
  readonly provider: { readonly label: string; readonly available: boolean } | null;
  readonly demo: { readonly password: string; readonly people: readonly DemoSignIn[] } | null;
  /** Path to come back to. */
  readonly back: string | null;
  /** Who is signed in already. */
  readonly signedIn: string | null;
  readonly email?: string;
  readonly errors?: readonly FieldError[];
  /** A sentence about a sign-in elsewhere that did not work. */
  readonly problem?: string | null;
}

const crumbs = (label: string) => [{ label: t().home, href: '/' }, { label }];

export function signInPage(props: SignInProps): Page {
  const words = t().signIn;
  const retour = props.back ? `?retour=${encodeURIComponent(props.back)}` : '';
  return {
    title: words.title,
    lead: words.lead,
    crumbs: crumbs(words.title),
    synthetic: props.demo !== null,
    body: (
      <>
        {props.problem ? (
          <Alert kind="error" live>
            {props.problem}
          </Alert>
        ) : null}
        {props.signedIn ? (
          <Alert kind="info">
            <p>{words.already(props.signedIn)}</p>
            <p>
              <Link href={props.back ?? '/'}>{words.continue}</Link>
            </p>
          </Alert>
        ) : null}
        <Form
          action={`/connexion${retour}`}
          values={{ email: props.email ?? '' }}
          errors={props.errors}
          guard={false}
          submit={{ label: words.submit }}
          otherActs={<Link href="/mot-de-passe-oublie">{words.forgotten}</Link>}
        >
          <TextField name="email" type="email" label={words.email} autocomplete="username" spellcheck={false} />
          <TextField name="password" type="password" label={words.password} autocomplete="current-password" />
        </Form>
        <p class="gr-quiet">{words.noAccount}</p>
        {props.provider ? <Provider provider={props.provider} retour={retour} /> : null}
        {props.demo ? <Demonstration demo={props.demo} retour={retour} /> : null}
      </>
    ),
  };
}

function Provider({ provider, retour }: { provider: NonNullable<SignInProps['provider']>; retour: string }): VNode {
  const words = t().signIn;
  return (
    <Section title={words.providerTitle}>
      {provider.available ? (
        <p>
          <ButtonLink kind="secondary" href={`/connexion/fournisseur${retour}`}>
            {words.providerButton(provider.label)}
          </ButtonLink>
        </p>
      ) : (
        <Alert kind="warning">{words.providerDown(provider.label)}</Alert>
      )}
    </Section>
  );
}

function Demonstration({ demo, retour }: { demo: NonNullable<SignInProps['demo']>; retour: string }): VNode {
  const words = t().signIn;
  return (
    <Section title={words.demoTitle} lead={words.demoLead(demo.password)}>
      <DataTable
        caption={words.demoCaption}
        captionHidden
        rows={demo.people}
        rowKey={(person) => person.email}
        columns={[
          {
            key: 'person',
            label: words.demoName,
            header: true,
            render: (person) => (
              <>
                {person.name}
                <br />
                <span class="gr-quiet">
                  <EmailText email={person.email} />
                </span>
              </>
            ),
          },
          { key: 'role', label: words.demoRole, render: (person) => say(ROLE_TITLES[person.role]) },
          { key: 'scope', label: words.demoScope, render: (person) => person.scope || t().wholeProgramme },
          {
            key: 'enter',
            label: words.demoEnter,
            render: (person) => (
              <PostButton
                action={`/connexion${retour}`}
                values={{ email: person.email, password: demo.password }}
                kind="secondary"
                small
              >
                {words.demoEnter}
                <span class="fr-sr-only"> {words.demoEnterAs(person.name)}</span>
              </PostButton>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** The second step, for who has a second factor. */
export function secondStepPage(props: {
  readonly name: string;
  readonly back: string | null;
  readonly errors?: readonly FieldError[];
}): Page {
  const words = t().secondStep;
  return {
    title: words.title,
    lead: words.lead(props.name),
    crumbs: crumbs(words.title),
    body: (
      <>
        <Form
          action={`/connexion/second-facteur${props.back ? `?retour=${encodeURIComponent(props.back)}` : ''}`}
          errors={props.errors}
          guard={false}
          submit={{ label: words.submit }}
          cancel={{ href: '/connexion' }}
        >
          <TextField
            name="code"
            label={words.code}
            hint={words.codeHint}
            autocomplete="one-time-code"
            spellcheck={false}
            width="short"
          />
        </Form>
        <p class="gr-quiet">{words.lost}</p>
      </>
    ),
  };
}

/** The message to open before the identity provider's answer counts. */
export function confirmationSentPage(email: string): Page {
  const words = t().signIn;
  return {
    title: words.confirmTitle,
    crumbs: crumbs(words.confirmTitle),
    body: (
      <Alert kind="info" live>
        <p>{words.confirmText(email)}</p>
        <p>{words.confirmWhy}</p>
      </Alert>
    ),
  };
}

/** Signed out of here; the identity provider's own session is another matter. */
export function signedOutPage(provider: { readonly label: string; readonly href: string }): Page {
  const words = t().signIn;
  return {
    title: words.outTitle,
    crumbs: crumbs(words.outTitle),
    body: (
      <>
        <p>{words.outProvider(provider.label)}</p>
        <ButtonGroup>
          <ButtonLink href={provider.href}>{words.outProviderButton(provider.label)}</ButtonLink>
          <ButtonLink kind="secondary" href="/connexion">
            {words.again}
          </ButtonLink>
        </ButtonGroup>
      </>
    ),
  };
}

export function forgottenPage(props: { readonly email?: string; readonly errors?: readonly FieldError[] }): Page {
  const words = t().forgotten;
  return {
    title: words.title,
    lead: words.lead,
    crumbs: [{ label: t().home, href: '/' }, { label: t().signIn.title, href: '/connexion' }, { label: words.title }],
    body: (
      <Form
        action="/mot-de-passe-oublie"
        values={{ email: props.email ?? '' }}
        errors={props.errors}
        guard={false}
        submit={{ label: words.submit }}
        consequence={words.consequence}
        cancel={{ href: '/connexion' }}
      >
        <TextField name="email" type="email" label={t().signIn.email} autocomplete="username" spellcheck={false} />
      </Form>
    ),
  };
}

/** Says the same whether the address has an account or not. */
export function forgottenSentPage(email: string): Page {
  const words = t().forgotten;
  return {
    title: words.sentTitle,
    crumbs: [
      { label: t().home, href: '/' },
      { label: t().signIn.title, href: '/connexion' },
      { label: words.sentTitle },
    ],
    body: (
      <>
        <Alert kind="success" live>
          {words.sent(email)}
        </Alert>
        <p>{words.notReceived}</p>
        <p>
          <Link href="/connexion">{t().signIn.title}</Link>
        </p>
      </>
    ),
  };
}
