/**
 * What compression does to the bill when the provider caches, and proof that it never breaks the cache:
 *   node bench/cache.ts [--corpus DIR]
 * Replays recorded and generated conversations through plan and judge, behind a simulated cache, and prices every profile against
 * audit. Exits with 1 when a break is ours, or when a profile costs more than audit with every tenth omission fetched back.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Setting } from '../src/engine/rehearsal/rehearsal.ts';
import { profiles } from '../src/shared/modes.ts';
import { parseOptions } from '../src/shared/options.ts';
import {
  type Conversation,
  capturedConversation,
  demoConversation,
  generatedConversation,
  type Recipe,
} from './cache/conversations.ts';
import { type ArmResult, runArm } from './cache/runArm.ts';

const { values } = parseArgs({ options: { corpus: { type: 'string' } } });
const folder = values.corpus ?? fileURLToPath(new URL('../test/captures/toolOutput', import.meta.url));
/** Agents cut what their tools print; 30,000 characters is a common limit. */
const outputs = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => readFileSync(join(folder, entry.name), 'utf8').slice(0, 30_000));

const recipes: readonly Recipe[] = [
  { name: 'Sonnet 5.5, 60 steps', model: 'claude-sonnet-5-5', format: 'anthropic', steps: 60 },
  { name: 'Opus 5, with pauses', model: 'claude-opus-5', format: 'anthropic', steps: 60, pauseEvery: 15 },
  { name: 'GPT-5, 60 steps', model: 'gpt-5', format: 'openai-chat', steps: 60 },
];

const conversations: readonly Conversation[] = [
  demoConversation(),
  capturedConversation('claudeCode', 'anthropic'),
  capturedConversation('copilotChat', 'openai-chat'),
  capturedConversation('codex', 'openai-responses'),
  capturedConversation('geminiCli', 'gemini'),
  ...recipes.map(recipe => generatedConversation(recipe, outputs)),
];

const audit: Setting = { mode: 'audit', options: parseOptions({}, 'proxy') };
const inProfile = (savingsProfile: string): Setting => ({
  mode: 'optimize',
  options: parseOptions({ savingsProfile }, 'proxy'),
});

type SettingOf = (request: number, of: number) => Setting;

const arms: readonly (readonly [name: string, settingOf: SettingOf])[] = [
  ['audit', () => audit],
  ...profiles.map(profile => [profile, () => inProfile(profile)] as const),
  // Optimize is switched on halfway: what was sent before is written anew only where the cache has gone cold.
  ['from half', (request, of) => (request < of / 2 ? audit : inProfile('balanced'))],
];

let isSafe = true;
console.log(row('conversation', 'arm', 'tokens', 'cached', 'input $', '+10% back $', 'of audit', 'breaks'));
for (const conversation of conversations) {
  let untouched: ArmResult | undefined;
  for (const [name, settingOf] of arms) {
    const arm = await runArm(conversation, request => settingOf(request, conversation.requests.length));
    untouched ??= arm;
    const net = arm.usd + arm.retrievalUsd;
    isSafe &&= arm.breaks === 0 && net <= untouched.usd * 1.0001;
    const share = untouched.usd === 0 ? '-' : `${Math.round((net / untouched.usd) * 100)} %`;
    console.log(
      row(
        conversation.name,
        name,
        Math.round(arm.tokens).toLocaleString('en'),
        `${Math.round(arm.cachedShare * 100)} %`,
        arm.usd.toFixed(4),
        net.toFixed(4),
        share,
        String(arm.breaks),
      ),
    );
  }
}
process.exitCode = isSafe ? 0 : 1;

function row(name: string, arm: string, ...figures: readonly string[]): string {
  return `${name.padEnd(24)}${arm.padEnd(10)}${figures.map(figure => figure.padStart(12)).join('')}`;
}
