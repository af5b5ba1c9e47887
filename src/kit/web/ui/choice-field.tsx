import type { VNode } from 'preact';
import { type Choice, ErrorText, type FieldProps, useDescribed } from './field.tsx';

interface ChoicesProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly inline?: boolean;
}

function ChoicesField({ type, ...props }: ChoicesProps & { type: 'radio' | 'checkbox' }): VNode {
  const described = useDescribed(props);
  return (
    <fieldset
      class={`fr-fieldset gr-choices${props.inline ? ' gr-choices--inline' : ''}${described.error ? ' fr-fieldset--error' : ''}`}
      aria-describedby={described.describedBy}
    >
      <legend class="fr-fieldset__legend">
        {props.label}
        {described.optionalMark ? <span class="gr-optional"> ({described.optionalMark})</span> : null}
        {props.hint ? (
          <span class="fr-hint-text" id={`${described.id}-aide`}>
            {props.hint}
          </span>
        ) : null}
      </legend>
      {props.choices.map((choice, index) => {
        // The first choice carries the id of the field, so that the error summary can put the focus on it.
        const id = index === 0 ? described.id : `${described.id}-${index + 1}`;
        return (
          <div key={choice.value} class={`fr-${type}-group`}>
            <input
              type={type as 'checkbox'}
              id={id}
              name={props.name}
              value={choice.value}
              checked={described.values.includes(choice.value)}
              disabled={choice.disabled}
              required={type === 'radio' && described.required}
              aria-invalid={described.error ? 'true' : undefined}
              aria-describedby={choice.hint ? `${id}-precision` : undefined}
            />
            <label class="fr-label" for={id}>
              {choice.label}
              {choice.hint ? (
                <span class="fr-hint-text" id={`${id}-precision`}>
                  {choice.hint}
                </span>
              ) : null}
            </label>
          </div>
        );
      })}
      <ErrorText id={described.id} error={described.error} />
    </fieldset>
  );
}

/** One choice among a few, all visible. */
export function RadioField(props: ChoicesProps): VNode {
  return <ChoicesField type="radio" {...props} />;
}

/** Several choices among a few, sent under one name. */
export function CheckboxesField(props: ChoicesProps): VNode {
  return <ChoicesField type="checkbox" {...props} required={props.required ?? false} />;
}

/** A single yes or no; sends `value` (« oui » unless said otherwise) when ticked, nothing otherwise. */
export function CheckboxField(props: Omit<FieldProps, 'autocomplete'> & { readonly checked?: boolean }): VNode {
  const { value = 'oui', checked, ...field } = props;
  const described = useDescribed({ ...field, required: field.required ?? false });
  return (
    <div class={`fr-checkbox-group gr-field${described.error ? ' fr-checkbox-group--error' : ''}`}>
      <input
        type="checkbox"
        id={described.id}
        name={field.name}
        value={value}
        checked={checked ?? described.values.includes(value)}
        required={field.required}
        aria-describedby={described.describedBy}
        aria-invalid={described.error ? 'true' : undefined}
      />
      <label class="fr-label" for={described.id}>
        {field.label}
        {field.hint ? (
          <span class="fr-hint-text" id={`${described.id}-aide`}>
            {field.hint}
          </span>
        ) : null}
      </label>
      <ErrorText id={described.id} error={described.error} />
    </div>
  );
}
