import { z } from 'zod';
import type { CompressTextRequest, RetrieveRequest, ShutdownRequest } from '../shared/adminApi.ts';
import { RefusedRequest } from './ports.ts';

const line = z.int().min(1);

const retrieveRequest = z.object({
  handle: z.string().min(1).max(100),
  lines: z.object({ from: line, to: line }).optional(),
  pattern: z.string().min(1).max(1000).optional(),
  fromChar: z.int().min(1).optional(),
  maxChars: z.int().min(1).optional(),
  forAgent: z.boolean().optional(),
});

const hint = z.string().max(10_000).optional();

const compressTextRequest = z.object({ text: z.string(), tool: hint, command: hint, path: hint, model: hint });

const shutdownRequest = z.object({ after: z.enum(['relay', 'exit']) });

/** The schemas' optional members may be `undefined`, which the types do not allow; JSON cannot hold it. */
export function parseRetrieveRequest(value: unknown): RetrieveRequest {
  return parse(retrieveRequest, value) as RetrieveRequest;
}

export function parseCompressTextRequest(value: unknown): CompressTextRequest {
  return parse(compressTextRequest, value) as CompressTextRequest;
}

export function parseShutdownRequest(value: unknown): ShutdownRequest {
  return parse(shutdownRequest, value);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.') || 'the body'}: ${issue.message}`);
  throw new RefusedRequest(400, problems.join('; '));
}
