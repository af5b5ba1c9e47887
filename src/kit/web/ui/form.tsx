import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { t } from '../kit.sentences.ts';
import type { FieldError } from '../page.ts';
import { Button, type ButtonKind } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

/** What the fields of a form share: what was typed, what was wrong, and how their ids begin. */
interface Filling {
  readonly prefix: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldError[];
  /** In a form a field is required unless it says otherwise; in a filter none is. */
  readonly required: boolean;
}

const FillingContext = createContext<Filling>({ prefix: 'champ', values: {}, errors: [], required: false });

export const useFilling = (): Filling => useContext(FillingContext);

/** The id of the input of a field: the error summary links to it. */
export const fieldId = (prefix: string, name: string): string => `${prefix}-${name}`;

export interface FormProps {
  readonly action: string;
  /** What was typed, by field name: a refusal never loses it. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
  readonly submit: {
    /** A verb with its object: « Soumettre la déclaration 2014 ». */
    readonly label: string;
    readonly kind?: ButtonKind;
    readonly icon?: IconName;
    readonly name?: string;
    readonly value?: string;
    readonly confirm?: string;
  };
  readonly cancel?: { readonly label?: string; readonly href: string };
  /** What will happen and who gets it; stands beside the button. */
  readonly consequence?: ComponentChildren;
  /** A second way out, such as « Enregistrer le brouillon ». */
  readonly otherActs?: ComponentChildren;
  /** Carries files. */
  readonly multipart?: boolean;
  /** Distinguishes two forms on one page: the ids of their fields begin with it. */
  readonly id?: string;
  /** A few short fields, such as signing in. */
  readonly narrow?: boolean;
  /** Says before leaving that what was typed is not sent. True unless said otherwise. */
  readonly guard?: boolean;
  /** With script, saves by itself what was typed, and says whether it is; without, the button saves. The page asks for the `editor`. */
  readonly autosave?: boolean;
  /** Gives up the width of reading, for a grid. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** A form sent by POST, checked by the server: errors come back in a summary and beside each field. */
export function Form(props: FormProps): VNode {
  const prefix = props.id ?? 'champ';
  const errors = props.errors ?? [];
  const words = t().form;
  return (
    <FillingContext.Provider value={{ prefix, values: props.values ?? {}, errors, required: true }}>
      <form
        class={`gr-form${props.narrow ? ' gr-form--narrow' : ''}${props.wide ? ' gr-form--wide' : ''}`}
        id={props.id}
        method="post"
        action={props.action}
        enctype={props.multipart ? 'multipart/form-data' : undefined}
        // The server answers with sentences in the reader's language; the browser's bubbles would come first.
        novalidate
        data-guard={props.guard === false ? undefined : words.unsaved}
        data-autosave={props.autosave ? JSON.stringify(words.autosave) : undefined}
      >
        <ErrorSummary prefix={prefix} errors={errors} />
        <div class="gr-form__fields">{props.children}</div>
        <div class="gr-form__bar">
          {props.consequence ? <p class="gr-form__consequence">{props.consequence}</p> : null}
          {props.autosave ? <p class="gr-autosave" role="status" data-autosave-state /> : null}
          <div class="gr-form__acts">
            <Button
              kind={props.submit.kind}
              icon={props.submit.icon}
              name={props.submit.name}
              value={props.submit.value}
              confirm={props.submit.confirm}
            >
              {props.submit.label}
            </Button>
            {props.otherActs}
            {props.cancel ? (
              <a class="fr-link" href={props.cancel.href}>
                {props.cancel.label ?? words.cancel}
              </a>
            ) : null}
          </div>
        </div>
      </form>
    </FillingContext.Provider>
  );
}

/** All errors at once, above the form; each leads to its field. */
export function ErrorSummary({
  prefix = 'champ',
  errors,
}: {
  prefix?: string;
  errors: readonly FieldError[];
}): VNode | null {
  if (errors.length === 0) return null;
  const words = t().form;
  return (
    <div class="fr-alert fr-alert--error gr-errors" role="alert" tabindex={-1} data-focus>
      <Icon name="error" />
      <div class="gr-alert__text">
        <h2 class="fr-alert__title">{words.errorTitle(errors.length)}</h2>
        <p>{words.errorLead}</p>
        <ul>
          {errors.map((error) => (
            <li key={`${error.field} ${error.message}`}>
              {error.field ? <a href={`#${fieldId(prefix, error.field)}`}>{error.message}</a> : error.message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Fields that belong together, under one name. */
export function FieldSet(props: {
  readonly legend: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <fieldset class="fr-fieldset gr-fieldset">
      <legend class="fr-fieldset__legend">
        {props.legend}
        {props.hint ? <span class="fr-hint-text">{props.hint}</span> : null}
      </legend>
      {props.children}
    </fieldset>
  );
}

/** Short fields side by side on a wide screen. */
export function FieldRow({ children }: { children: ComponentChildren }): VNode {
  return <div class="gr-field-row">{children}</div>;
}

export function HiddenField({ name, value }: { name: string; value: string }): VNode {
  return <input type="hidden" name={name} value={value} />;
}
