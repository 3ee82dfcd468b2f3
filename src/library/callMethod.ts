/** Calls a method of a foreign object with its own `this`. `what` names the object in the error of a missing method. */
export function callMethod(what: string, object: unknown, call: MethodCall): unknown {
  let owner: unknown;
  let value = object;
  for (const name of call.path) {
    owner = value;
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  }
  if (typeof value !== 'function') throw new TypeError(`${what} has no ${call.path.join('.')}.`);
  return Reflect.apply(value, owner, [...call.args]);
}

export interface MethodCall {
  readonly path: readonly string[];
  readonly args: readonly unknown[];
}
