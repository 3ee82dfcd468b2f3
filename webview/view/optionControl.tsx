import { type OptionName, optionSpecs } from '../../src/shared/options.ts';
import { type Draft, showValue } from '../model/optionFields.ts';
import type { MessageKey } from '../text/english.ts';
import { english } from '../text/english.ts';
import { t, tell } from '../text/t.ts';
import { Checkbox, Select, TextArea, TextField } from './controls.tsx';

interface OptionControlProps {
  readonly name: OptionName;
  readonly draft: Draft;
  /** The value that is in force when the draft says nothing. */
  readonly effective: unknown;
  readonly problem: string | undefined;
  readonly onChange: (draft: Draft) => void;
}

/** The control of an option follows from its kind in the schema; a new option appears here by itself. */
export function OptionControl({ name, draft, effective, problem, onChange }: OptionControlProps) {
  const typed = draft[name];
  const change = (value: string | boolean): void => {
    const { [name]: _, ...others } = draft;
    const restored = value === '' || (typeof value === 'boolean' && value === effective && typed === undefined);
    onChange(restored ? others : { ...others, [name]: value });
  };
  const { kind, summary } = optionSpecs[name];
  const label = optionLabel(name);
  const shown = typeof typed === 'string' ? typed : showValue(effective);
  const long = kind.type === 'toolProfiles' || kind.type === 'limits';
  return (
    <div class={`option${typed === undefined ? '' : ' changed'}${long ? ' long' : ''}`} title={summary}>
      <span
        class="optionMark"
        role="img"
        {...(typed === undefined ? { 'aria-hidden': true } : { 'aria-label': t('options.changed') })}
      />
      <span class="optionName">{label}</span>
      {kind.type === 'boolean' ? (
        <Checkbox label={label} checked={typeof typed === 'boolean' ? typed : effective === true} onChange={change} />
      ) : kind.type === 'choice' ? (
        <Select
          label={label}
          value={shown}
          choices={kind.of.map(value => ({ value, label: value }))}
          onChoose={change}
        />
      ) : long ? (
        <TextArea label={label} rows={2} value={shown} placeholder={placeholders[kind.type]} onInput={change} />
      ) : (
        <TextField
          class={kind.type === 'text' ? 'wordField' : 'numberField'}
          label={label}
          value={shown}
          placeholder={t('options.none')}
          onInput={change}
        />
      )}
      {problem !== undefined && (
        <p class="optionProblem waste small" role="alert">
          {tell(problem)}
        </p>
      )}
    </div>
  );
}

const placeholders = {
  toolProfiles: '{"search": {"maxArrayItems": 5}, "Read": "off"}',
  limits: '{"my-model": 128000}',
} as const;

/** An option without a translated name shows its own in words. */
export function optionLabel(name: string): string {
  const key = `option.${name}`;
  return key in english ? t(key as MessageKey) : name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
