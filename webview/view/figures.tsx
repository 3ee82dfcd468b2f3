import type { ComponentChildren } from 'preact';
import type { Figure } from '../model/figures.ts';
import type { KindGroup } from '../model/kinds.ts';
import { exactNumber, shortTokens, usd } from '../text/format.ts';

export type Tone = 'plain' | 'dim' | 'strong' | 'waste' | 'save';

interface NumProps {
  readonly children: ComponentChildren;
  readonly unit?: string | undefined;
  readonly tone?: Tone;
}

/** A number in its own type with its unit beside it. */
export function Num({ children, unit, tone = 'plain' }: NumProps) {
  return (
    <span class={`num ${tone}`}>
      {children}
      {unit !== undefined && <span class="unit"> {unit}</span>}
    </span>
  );
}

interface AmountProps {
  readonly figure: Figure;
  readonly unit?: string;
  readonly tone?: Tone;
}

/** `131.4k` when measured, `~131.4k` when estimated. */
export function Tokens({ figure, exact = false, ...rest }: AmountProps & { readonly exact?: boolean }) {
  return (
    <Num {...rest}>
      {tilde(figure)}
      {exact ? exactNumber(figure.value) : shortTokens(figure.value)}
    </Num>
  );
}

export function Usd({ figure, decimals = 2, ...rest }: AmountProps & { readonly decimals?: 2 | 3 | 4 }) {
  return (
    <Num {...rest}>
      {tilde(figure)}
      {usd(figure.value, decimals)}
    </Num>
  );
}

export function measured(value: number): Figure {
  return { value, measured: true };
}

export function estimated(value: number): Figure {
  return { value, measured: false };
}

/** The small square that links a row or a word to its colour in the pictures. */
export function Swatch({ fill }: { readonly fill: KindGroup | 'waste' | 'hot' }) {
  return <i class={`swatch fill-${fill}`} aria-hidden="true" />;
}

export interface Part {
  readonly role: KindGroup | 'waste' | 'hot';
  readonly value: number;
}

interface StackProps {
  readonly parts: readonly Part[];
  /** What the full width stands for; the sum of the parts when absent. */
  readonly total?: number | undefined;
  readonly height?: 'thin' | 'normal' | 'tall';
  readonly track?: boolean;
}

/** A bar of parts on one scale. Its numbers stand beside it, so it is hidden from screen readers. */
export function Stack({ parts, total, height = 'normal', track = false }: StackProps) {
  const sum = parts.reduce((all, part) => all + part.value, 0);
  const whole = Math.max(total ?? sum, sum, 1e-9);
  return (
    <span class={`stack ${height}${track ? ' track' : ''}`} aria-hidden="true">
      {parts.map(part =>
        part.value <= 0 ? null : (
          <i key={part.role} class={`fill-${part.role}`} style={{ width: `${(100 * part.value) / whole}%` }} />
        ),
      )}
    </span>
  );
}

function tilde(figure: Figure): string {
  return figure.measured ? '' : '~';
}
