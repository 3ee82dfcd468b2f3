import { say } from '../../shared/sentences/say.ts';
import { Doubt } from '../conversation/jsonLexer.ts';
import { JsonTape } from '../conversation/jsonTape.ts';
import { JsonValue } from '../conversation/jsonValue.ts';
import { removeElements } from '../conversation/removeElements.ts';
import type { Block, Slot } from '../conversation/request.ts';
import { type Edit, splice } from '../conversation/splice.ts';
import type { Judgement, Subject } from '../transforms/transform.ts';

/** Annotations of JSON Schema that say nothing of what a value may be. `examples` beside a description repeat it, mostly. */
const annotations = new Set(['$schema', '$id', '$comment', 'title', 'examples']);

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const schemas = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];
const lists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const named = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];

/** Where a tool definition has the schema of its input; outside of it are names, descriptions and the client's breakpoints. */
export function schemaSlot(body: Uint8Array, { slot }: Pick<Block, 'slot'>): Slot | undefined {
  try {
    const { fields } = valueAt(body, slot.start);
    const own = fields.get('function')?.fields ?? fields;
    const schema = ['input_schema', 'parameters', 'parametersJsonSchema', 'inputSchema']
      .map(name => own.get(name))
      .find(value => value?.isObject === true);
    return schema?.slot;
  } catch (error) {
    if (error instanceof Doubt) return undefined;
    throw error;
  }
}

/** A definition as a subject of judgement: the JSON of its schema. */
export function definitionSubject(body: Uint8Array, block: Block): Subject | undefined {
  const slot = schemaSlot(body, block);
  if (slot === undefined) return undefined;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', slot.start, slot.end);
  return { text, kind: block.kind, ...(block.tool !== undefined && { tool: block.tool }) };
}

/** A schema without its annotations; every other byte stays. A property may be called `title`: names are not touched. */
export function slimDefinition({ text }: Subject): Judgement {
  const bytes = Buffer.from(text);
  try {
    const edits = annotationsIn(valueAt(bytes, 0));
    if (edits.length === 0) return { kind: 'leave', reason: say('left.schemaPlain') };
    return {
      kind: 'replace',
      transform: 'slim_definition',
      grade: 'omission',
      output: Buffer.from(splice(bytes, edits)).toString('utf8'),
      reason: say('did.annotations', { names: [...annotations].slice(0, 5).join(', ') }),
    };
  } catch (error) {
    if (error instanceof Doubt) return { kind: 'leave', reason: say('left.schemaDoubtful', { doubt: error.message }) };
    throw error;
  }
}

function annotationsIn(schema: JsonValue): readonly Edit[] {
  const { fields } = schema;
  if (fields.size === 0) return [];
  const members = [...fields].map(([key, value]) => ({ key, value, slot: memberSlot(value) }));
  const gone = new Set(members.filter(({ key, value }) => isAnnotation(key, value)).map(({ slot }) => slot));
  const slots = members.map(({ slot }) => slot);
  const kept = members.filter(({ slot }) => !gone.has(slot));
  return [...removeElements(slots, slot => gone.has(slot)), ...kept.flatMap(({ key, value }) => within(key, value))];
}

function within(key: string, value: JsonValue): readonly Edit[] {
  if (schemas.includes(key)) return value.isArray ? value.elements.flatMap(annotationsIn) : annotationsIn(value);
  if (lists.includes(key)) return value.elements.flatMap(annotationsIn);
  return named.includes(key) ? [...value.fields.values()].flatMap(annotationsIn) : [];
}

/** An annotation of the wrong type is something else. */
function isAnnotation(key: string, value: JsonValue): boolean {
  return annotations.has(key) && (key === 'examples' ? value.isArray : value.isString);
}

/** From the key to the end of the value; the key is the node before it. */
function memberSlot({ tape, node, slot }: JsonValue): Slot {
  return { start: new JsonValue(tape, node - 1).start, end: slot.end };
}

function valueAt(bytes: Uint8Array, start: number): JsonValue {
  const tape = new JsonTape(bytes);
  tape.read(start);
  return new JsonValue(tape, 0);
}
