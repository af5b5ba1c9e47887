import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'tertiary' | 'quiet' | 'danger';

const kindClass: Record<ButtonKind, string> = {
  primary: '',
  secondary: ' fr-btn--secondary',
  tertiary: ' fr-btn--tertiary',
  quiet: ' fr-btn--tertiary-no-outline',
  danger: ' fr-btn--secondary gr-btn--danger',
};

interface Look {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

const look = ({ kind = 'primary', small }: Look): string => `fr-btn${kindClass[kind]}${small ? ' fr-btn--sm' : ''}`;

/** A button of a form. `confirm` asks again in script; the server asks again by itself where the act cannot be undone. */
export function Button(
  props: Look & {
    readonly type?: 'submit' | 'button';
    readonly name?: string;
    readonly value?: string;
    readonly confirm?: string;
    readonly disabled?: boolean;
  },
): VNode {
  return (
    <button
      class={look(props)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      data-confirm={props.confirm}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </button>
  );
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink(props: Look & { readonly href: string; readonly download?: boolean }): VNode {
  return (
    <a class={look(props)} href={props.href} download={props.download}>
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </a>
  );
}

/** One act in one button, outside a form with fields: a POST with its hidden values. */
export function PostButton(
  props: Look & {
    readonly action: string;
    readonly values?: Readonly<Record<string, string>>;
    readonly confirm?: string;
  },
): VNode {
  const { action, values = {}, ...button } = props;
  return (
    <form class="gr-post" method="post" action={action}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button {...button} />
    </form>
  );
}

/** Buttons side by side, the main one first. */
export function ButtonGroup({ children }: { children: ComponentChildren }): VNode {
  return <div class="fr-btns-group fr-btns-group--inline gr-btns">{children}</div>;
}

/** A link in running text. `external` adds the arrow that says that it leaves the site. */
export function Link(props: {
  readonly href: string;
  readonly external?: boolean;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <a class="fr-link" href={props.href} rel={props.external ? 'noopener external' : undefined}>
      {props.icon ? <Icon name={props.icon} small /> : null}
      {props.children}
      {props.external ? <Icon name="external" small /> : null}
    </a>
  );
}
