import type { SQLOutputValue } from 'node:sqlite';

/** A row as the driver gives it. The readers below check what the schema promises, so that no cast is needed. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : misfit(column, value);
}

export function numberIn(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : misfit(column, value);
}

export function optionalNumberIn(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : numberIn(row, column);
}

export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : misfit(column, value);
}

function misfit(column: string, value: unknown): never {
  throw new Error(`Column ${column} holds ${value === null ? 'null' : typeof value}, which the schema does not allow.`);
}
