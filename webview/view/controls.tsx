import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type {} from './toolkitElements.ts';
import { useLabel } from './useLabel.ts';

interface ButtonProps {
  readonly primary?: boolean;
  readonly label?: string;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

export function Button({ primary = false, label, onPress, children }: ButtonProps) {
  return (
    <vscode-button
      appearance={primary ? 'primary' : 'secondary'}
      class={primary ? 'button' : 'button quiet'}
      onClick={onPress}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </vscode-button>
  );
}

interface LinkProps {
  readonly onPress: () => void;
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** Looks like a link, acts within the page. */
export function Link({ onPress, title, children }: LinkProps) {
  return (
    <button type="button" class="link clip" title={title} onClick={onPress}>
      {children}
    </button>
  );
}

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly wide?: boolean;
  readonly onChoose: (value: T) => void;
}

/** A few exclusive choices in sight at once. One tab stop; arrows move and choose. */
export function Segmented<T extends string>({ label, value, choices, wide = false, onChoose }: SegmentedProps<T>) {
  const group = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const index = (choices.findIndex(choice => choice.value === value) + by + choices.length) % choices.length;
    const next = choices[index];
    if (next === undefined) return;
    onChoose(next.value);
    group.current?.querySelectorAll('button')[index]?.focus();
  };
  return (
    <div
      class={wide ? 'segmented wide' : 'segmented'}
      role="radiogroup"
      aria-label={label}
      ref={group}
      onKeyDown={step}
    >
      {choices.map(choice => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot carry the look of a segmented control
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          title={choice.hint}
          onClick={() => onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
}

export function Select<T extends string>({ label, value, choices, onChoose }: SelectProps<T>) {
  // The element fires `change` for its first value too, hence the comparison.
  const choose = (event: Event): void => {
    const chosen = choices.find(choice => choice.value === readValue(event));
    if (chosen !== undefined && chosen.value !== value) onChoose(chosen.value);
  };
  return (
    <vscode-dropdown class="select" ref={useLabel(label)} value={value} onChange={choose}>
      {choices.map(choice => (
        <vscode-option key={choice.value} value={choice.value}>
          {choice.label}
        </vscode-option>
      ))}
    </vscode-dropdown>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly class?: string;
  readonly id?: string;
  readonly onInput: (value: string) => void;
}

export function TextField({ label, onInput, ...rest }: TextProps) {
  return <vscode-text-field ref={useLabel(label)} onInput={(event: Event) => onInput(readValue(event))} {...rest} />;
}

export function TextArea({ label, onInput, ...rest }: TextProps & { readonly rows: number }) {
  return (
    <vscode-text-area
      ref={useLabel(label)}
      resize="vertical"
      onInput={(event: Event) => onInput(readValue(event))}
      {...rest}
    />
  );
}

interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, checked, onChange }: CheckboxProps) {
  const change = (event: Event): void => {
    const target = event.target;
    if (target !== null && 'checked' in target && target.checked !== checked) onChange(target.checked === true);
  };
  return <vscode-checkbox class="checkbox" ref={useLabel(label)} checked={checked} onChange={change} />;
}

function readValue(event: Event): string {
  const target = event.target;
  return target !== null && 'value' in target && typeof target.value === 'string' ? target.value : '';
}
