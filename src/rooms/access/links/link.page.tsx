import type { VNode } from 'preact';
import { formatInstant, type Say, say } from '#kit/say.ts';
import type { FieldError, Page } from '#kit/web/page.ts';
import { Alert, ButtonLink, DescriptionList, Form, Receipt } from '#kit/web/ui/index.ts';
import { t } from '../access.sentences.ts';
import type { LinkState } from './link.query.ts';

const crumbs = (label: string) => [{ label: t().home, href: '/' }, { label }];

export interface LinkProps {
  readonly title: Say;
  readonly submit: Say;
  readonly purpose: Say;
  readonly label: string;
  readonly madeBy: string;
  readonly expiresAt: Date;
  readonly action: string;
  /** What the act is about, above the form. */
  readonly shown?: VNode | null;
  readonly fields: VNode | null;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
}

/** What will be done, for whom, who asks, until when; nothing is done before the button. */
export function linkPage(props: LinkProps): Page {
  const words = t().link;
  return {
    title: say(props.title),
    lead: say(props.purpose),
    crumbs: crumbs(say(props.title)),
    body: (
      <>
        <DescriptionList
          items={[
            { term: words.for, description: props.label },
            { term: words.asks, description: props.madeBy },
            { term: words.until, description: formatInstant(props.expiresAt) },
          ]}
        />
        {props.shown}
        <Form
          action={props.action}
          values={props.values}
          errors={props.errors}
          submit={{ label: say(props.submit) }}
          consequence={words.once}
        >
          {props.fields}
        </Form>
      </>
    ),
  };
}

/** A link that opens nothing any more, or never did. */
export function closedLinkPage(
  link: { readonly state: Exclude<LinkState, 'open'>; readonly madeBy: string; readonly expiresAt: Date } | null,
): Page {
  const words = t().link;
  const [title, text] =
    link === null
      ? [words.unknownTitle, words.unknown]
      : link.state === 'used'
        ? [words.usedTitle, words.used]
        : link.state === 'expired'
          ? [words.expiredTitle, words.expired(formatInstant(link.expiresAt))]
          : [words.revokedTitle, words.revoked];
  return {
    title,
    crumbs: crumbs(title),
    body: (
      <>
        <Alert kind={link?.state === 'used' ? 'info' : 'warning'}>
          <p>{text}</p>
          <p>{link ? words.ask(link.madeBy) : words.askAnyone}</p>
        </Alert>
        <p>
          <ButtonLink kind="secondary" href="/connexion">
            {words.toSignIn}
          </ButtonLink>
        </p>
      </>
    ),
  };
}

/** Opened in another browser than the one where the sign-in began. */
export function otherBrowserPage(title: Say): Page {
  const words = t().link;
  return {
    title: say(title),
    crumbs: crumbs(say(title)),
    body: (
      <>
        <Alert kind="warning">{words.otherBrowser}</Alert>
        <p>
          <ButtonLink kind="secondary" href="/connexion">
            {words.toSignIn}
          </ButtonLink>
        </p>
      </>
    ),
  };
}

export interface DoneProps {
  readonly title: Say;
  readonly purpose: Say;
  readonly label: string;
  readonly afterwards: Say | null;
  /** The line of the journal that proves it. */
  readonly line: { readonly seq: number; readonly at: Date; readonly hash: string } | null;
  readonly signIn: boolean;
}

export function linkDonePage(props: DoneProps): Page {
  const words = t().link;
  return {
    title: words.doneTitle,
    lead: say(props.purpose),
    crumbs: crumbs(words.doneTitle),
    body: (
      <>
        {props.line ? (
          <Receipt number={String(props.line.seq)} at={props.line.at} digest={props.line.hash} told={[]} />
        ) : null}
        {props.afterwards ? <p>{say(props.afterwards)}</p> : null}
        {props.signIn ? (
          <p>
            <ButtonLink href="/connexion">{words.toSignIn}</ButtonLink>
          </p>
        ) : null}
      </>
    ),
  };
}
