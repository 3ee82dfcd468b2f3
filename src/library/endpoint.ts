import type { SimulationPlan } from '../engine/simulate.ts';

/** Parameters of a call that are meant for Headroom: `headroomMode`, `headroom_tool_profiles`… The provider never sees them. */
export interface HeadroomParameters {
  readonly [name: `headroom${string}`]: unknown;
}

/** The method of an SDK client that sends a conversation, with its own types, and the plan of what would be sent. */
export interface Endpoint<Create> {
  readonly create: CreateWithHeadroom<Create>;
  /** Takes what `create` takes. Sends, keeps and changes nothing. */
  simulate(parameters: object): Promise<SimulationPlan>;
}

/** What an endpoint is when nothing is known of the client's types. */
export interface UntypedEndpoint {
  create(parameters: object, ...rest: readonly unknown[]): Promise<unknown>;
  simulate(parameters: object): Promise<SimulationPlan>;
}

/** The type of a member of a member…, `undefined` where there is none. */
export type At<Value, Path extends readonly string[]> = Path extends readonly [
  infer Name extends string,
  ...infer Rest extends readonly string[],
]
  ? Value extends { readonly [Key in Name]: infer Inner }
    ? At<Inner, Rest>
    : undefined
  : Value;

/** SDKs have up to three overloads (answer, stream, either); each also takes our parameters. */
type CreateWithHeadroom<Create> = Create extends {
  (first: infer First1, ...rest: infer Rest1): infer Answer1;
  (first: infer First2, ...rest: infer Rest2): infer Answer2;
  (first: infer First3, ...rest: infer Rest3): infer Answer3;
}
  ? {
      (first: First1 & HeadroomParameters, ...rest: Rest1): Answer1;
      (first: First2 & HeadroomParameters, ...rest: Rest2): Answer2;
      (first: First3 & HeadroomParameters, ...rest: Rest3): Answer3;
    }
  : UntypedEndpoint['create'];
