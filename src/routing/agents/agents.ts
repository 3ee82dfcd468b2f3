import type { Agent } from './agent.ts';
import { aider } from './aider.ts';
import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { gemini } from './gemini.ts';
import { opencode } from './opencode.ts';

/** Every agent that `headroom wrap` can run, by the name that a person types. */
export const agents: Readonly<Record<string, Agent>> = { claude, codex, copilot, gemini, opencode, aider };
