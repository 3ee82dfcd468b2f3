import { z } from 'zod';
import type { RetrieveRequest, ShutdownRequest } from '../shared/adminApi.ts';
import { RefusedRequest } from './ports.ts';

const line = z.int().min(1);

const retrieveRequest = z.object({
  handle: z.string().min(1).max(100),
  lines: z.object({ from: line, to: line }).optional(),
  pattern: z.string().min(1).max(1000).optional(),
});

const shutdownRequest = z.object({ after: z.enum(['relay', 'exit']) });

export function parseRetrieveRequest(value: unknown): RetrieveRequest {
  const { handle, lines, pattern } = parse(retrieveRequest, value);
  return { handle, ...(lines !== undefined && { lines }), ...(pattern !== undefined && { pattern }) };
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
