import type { ComponentChildren, VNode } from 'preact';
import { locale } from '#kit/say.ts';
import { t } from '../kit.sentences.ts';
import { fieldId, useFilling } from './form.tsx';
import { Icon } from './icon.tsx';

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What the field holds; what the form was given for this name when left out. */
  readonly value?: string;
  readonly error?: string;
  /** In a form, true unless said otherwise. */
  readonly required?: boolean;
  /** The browser's own help, such as `email` or `current-password`. */
  readonly autocomplete?: string;
}

export type FieldWidth = 'short' | 'medium' | 'full';

export interface Described {
  readonly id: string;
  readonly value: string | undefined;
  readonly values: readonly string[];
  readonly error: string | undefined;
  readonly required: boolean;
  readonly optionalMark: string | null;
  readonly describedBy: string | undefined;
}

export function useDescribed(props: Pick<FieldProps, 'name' | 'hint' | 'value' | 'error' | 'required'>): Described {
  const filling = useFilling();
  const id = fieldId(filling.prefix, props.name);
  const typed = inputText(filling.values[props.name]);
  const value = props.value ?? typed[0];
  const error = props.error ?? filling.errors.find((candidate) => candidate.field === props.name)?.message;
  const required = props.required ?? filling.required;
  const described = [props.hint ? `${id}-aide` : '', error ? `${id}-erreur` : ''].filter(Boolean).join(' ');
  return {
    id,
    value,
    values: props.value === undefined ? typed : [props.value],
    error,
    required,
    optionalMark: filling.required && !required ? t().form.optional : null,
    describedBy: described || undefined,
  };
}

/** A value of the form as the text of an input: a number with the comma of the language, a true as the usual « oui ». */
function inputText(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [locale() === 'fr' ? String(value).replace('.', ',') : String(value)];
  if (value === true) return ['oui'];
  return Array.isArray(value) ? value.flatMap(inputText) : [];
}

function Label(props: { id: string; label: string; hint?: string; optionalMark: string | null }): VNode {
  return (
    <label class="fr-label" for={props.id}>
      {props.label}
      {props.optionalMark ? <span class="gr-optional"> ({props.optionalMark})</span> : null}
      {props.hint ? (
        <span class="fr-hint-text" id={`${props.id}-aide`}>
          {props.hint}
        </span>
      ) : null}
    </label>
  );
}

export function ErrorText({ id, error }: { id: string; error: string | undefined }): VNode | null {
  if (!error) return null;
  return (
    <p class="fr-error-text" id={`${id}-erreur`}>
      <Icon name="error" small />
      <span>
        <span class="fr-sr-only">{t().form.errorPrefix} </span>
        {error}
      </span>
    </p>
  );
}

function Group(props: {
  kind: 'input' | 'select' | 'upload';
  field: FieldProps;
  described: Described;
  width?: FieldWidth;
  children: ComponentChildren;
}): VNode {
  const { described, field } = props;
  const error = described.error ? ` fr-${props.kind}-group--error` : '';
  return (
    <div class={`fr-${props.kind}-group${error} gr-field gr-field--${props.width ?? 'medium'}`}>
      <Label id={described.id} label={field.label} hint={field.hint} optionalMark={described.optionalMark} />
      {props.children}
      <ErrorText id={described.id} error={described.error} />
    </div>
  );
}

type LineKind = 'text' | 'email' | 'password' | 'tel' | 'url' | 'date' | 'search';

interface Line {
  readonly kind: LineKind;
  readonly field: FieldProps;
  readonly width?: FieldWidth;
  readonly inputmode?: 'numeric' | 'decimal';
  readonly unit?: string;
  readonly maxlength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly spellcheck?: boolean;
}

function LineField({ kind, field, width, unit, ...attributes }: Line): VNode {
  const described = useDescribed(field);
  const input = (
    <input
      // Preact's input types are a union by `type`; every kind listed here takes the attributes of text.
      type={kind as 'text'}
      class={`fr-input${described.error ? ' fr-input--error' : ''}`}
      id={described.id}
      name={field.name}
      // A password is never written back into the page.
      value={kind === 'password' ? undefined : described.value}
      required={described.required}
      autocomplete={field.autocomplete}
      aria-describedby={described.describedBy}
      aria-invalid={described.error ? 'true' : undefined}
      {...attributes}
    />
  );
  return (
    <Group kind="input" field={field} described={described} width={width}>
      {unit ? (
        <span class="gr-unit">
          {input}
          <span class="gr-unit__text">{unit}</span>
        </span>
      ) : (
        input
      )}
    </Group>
  );
}

export function TextField(
  props: FieldProps & {
    readonly type?: 'text' | 'email' | 'password' | 'tel' | 'url';
    readonly width?: FieldWidth;
    readonly maxlength?: number;
    readonly inputmode?: 'numeric' | 'decimal';
    readonly spellcheck?: boolean;
  },
): VNode {
  const { type = 'text', width, maxlength, inputmode, spellcheck, ...field } = props;
  return <LineField kind={type} {...{ field, width, maxlength, inputmode, spellcheck }} />;
}

/** A number as people type it (« 1 234,5 »): a text input, because number inputs refuse the decimal comma. */
export function NumberField(props: FieldProps & { readonly unit?: string; readonly decimals?: boolean }): VNode {
  const { unit, decimals, ...field } = props;
  return <LineField kind="text" field={field} width="short" unit={unit} inputmode={decimals ? 'decimal' : 'numeric'} />;
}

/** An amount in euros as people type it; the door turns it into cents. */
export function MoneyField(props: FieldProps & { readonly unit?: string }): VNode {
  const { unit = '€', ...field } = props;
  return <LineField kind="text" field={field} width="short" unit={unit} inputmode="decimal" />;
}

/** A day, `YYYY-MM-DD`; `min` and `max` likewise. */
export function DateField(props: FieldProps & { readonly min?: string; readonly max?: string }): VNode {
  const { min, max, ...field } = props;
  return <LineField kind="date" field={field} width="short" min={min} max={max} />;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export function SelectField(
  props: FieldProps & {
    readonly choices: readonly (Choice | ChoiceGroup)[];
    /** The entry that stands for no choice. */
    readonly blank?: string;
    readonly width?: FieldWidth;
  },
): VNode {
  const { choices, blank, width, ...field } = props;
  const described = useDescribed(field);
  const option = (choice: Choice) => (
    <option
      key={choice.value}
      value={choice.value}
      selected={choice.value === (described.value ?? '')}
      disabled={choice.disabled}
    >
      {choice.label}
    </option>
  );
  return (
    <Group kind="select" field={field} described={described} width={width}>
      <select
        class={`fr-select${described.error ? ' fr-select--error' : ''}`}
        id={described.id}
        name={field.name}
        required={described.required}
        autocomplete={field.autocomplete}
        aria-describedby={described.describedBy}
        aria-invalid={described.error ? 'true' : undefined}
      >
        {blank !== undefined || !described.value ? <option value="">{blank ?? t().form.choose}</option> : null}
        {choices.map((choice) =>
          'choices' in choice ? (
            <optgroup key={choice.label} label={choice.label}>
              {choice.choices.map(option)}
            </optgroup>
          ) : (
            option(choice)
          ),
        )}
      </select>
    </Group>
  );
}

export function TextareaField(props: FieldProps & { readonly rows?: number; readonly maxlength?: number }): VNode {
  const { rows = 5, maxlength, ...field } = props;
  const described = useDescribed(field);
  return (
    <Group kind="input" field={field} described={described} width="full">
      <textarea
        class={`fr-input${described.error ? ' fr-input--error' : ''}`}
        id={described.id}
        name={field.name}
        rows={rows}
        maxlength={maxlength}
        required={described.required}
        aria-describedby={described.describedBy}
        aria-invalid={described.error ? 'true' : undefined}
      >
        {described.value}
      </textarea>
    </Group>
  );
}

/** `formats` are extensions with their dot; `maximum` is in words (« 20 Mo »). */
export function FileField(
  props: FieldProps & { readonly formats?: readonly string[]; readonly maximum?: string },
): VNode {
  const { formats, maximum, hint, ...rest } = props;
  const words = t().form;
  const limits = [hint, formats ? words.formats(formats.join(', ')) : '', maximum ? words.maximumSize(maximum) : ''];
  const field = { ...rest, hint: limits.filter(Boolean).join(' ') || undefined };
  const described = useDescribed(field);
  return (
    <Group kind="upload" field={field} described={described} width="full">
      <input
        type="file"
        class="fr-upload"
        id={described.id}
        name={field.name}
        accept={formats?.join(',')}
        required={described.required}
        aria-describedby={described.describedBy}
        aria-invalid={described.error ? 'true' : undefined}
      />
    </Group>
  );
}

/** A word to look for, inside a FilterBar. */
export function SearchField(props: FieldProps): VNode {
  return <LineField kind="search" field={props} spellcheck={false} />;
}
