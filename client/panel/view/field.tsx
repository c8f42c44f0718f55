/** Fields of a form with their labels. */
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly kind?: string;
  /** The label is for those who listen; the field itself says what it is about. */
  readonly hidesLabel?: boolean;
  readonly children: (id: string) => ComponentChildren;
}

export function Field({ label, kind = '', hidesLabel = false, children }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <span class={`field ${kind}`}>
      <label for={id} class={hidesLabel ? 'hidden' : undefined}>
        {label}
      </label>
      {children(id)}
    </span>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
  readonly hidesLabel?: boolean;
}

/** A choice of one among several. */
export function Choice({ label, value, options, onChange, hidesLabel = false }: ChoiceProps): JSX.Element {
  return (
    <Field label={label} hidesLabel={hidesLabel}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
