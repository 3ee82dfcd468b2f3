import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { keyNameIn, type OwnKeyOffer, offerOwnKey } from '../../../src/routing/copilot/offerOwnKey.ts';
import { beginWithdrawal } from '../../../src/routing/withdraw.ts';
import { RoutingLab } from '../routingLab.ts';

const mine = '[\n\t// my own\n\t{ "name": "Ollama", "vendor": "ollama", "url": "http://127.0.0.1:11434" },\n]\n';

class ModelsLab extends RoutingLab {
  readonly file = join(this.userFolder, 'chatLanguageModels.json');

  offer(more: Partial<OwnKeyOffer> = {}): Promise<void> {
    const models = [{ id: 'claude-sonnet-5-5', maxInputTokens: 900_000, maxOutputTokens: 128_000 }];
    return offerOwnKey(this.journal, { file: this.file, port: 8787, provider: 'anthropic', models, now: 1, ...more });
  }

  withdraw() {
    return beginWithdrawal(this.journal, () => true, 2);
  }
}

it("adds a custom endpoint beside a person's own models, and takes it out again byte for byte", async () => {
  using lab = new ModelsLab();
  lab.write(lab.file, mine);

  await lab.offer();
  const offered = lab.read(lab.file) ?? '';
  await lab.withdraw();

  expect(offered).toContain('// my own');
  expect(parse(offered)[1]).toMatchObject({
    vendor: 'customendpoint',
    apiType: 'messages',
    models: [{ id: 'claude-sonnet-5-5', url: 'http://127.0.0.1:8787/v1/messages', toolCalling: true }],
  });
  expect(lab.read(lab.file)).toBe(mine);
});

it('leaves no file behind where there was none', async () => {
  using lab = new ModelsLab();

  await lab.offer({ provider: 'openai' });
  const offered = parse(lab.read(lab.file) ?? '');
  await lab.withdraw();

  expect(offered[0]).toMatchObject({ apiType: 'responses', models: [{ url: 'http://127.0.0.1:8787/v1/responses' }] });
  expect(lab.read(lab.file)).toBeUndefined();
});

it('is still ours when the editor has put the name of a key into it, which comes back with the next offer', async () => {
  using lab = new ModelsLab();
  lab.write(lab.file, mine);
  await lab.offer();
  const [first, ours] = parse(lab.read(lab.file) ?? '');
  const { name, vendor, ...rest } = ours;
  const keyed = { vendor, name, apiKey: '$' + '{input:chat.lm.secret.1}', ...rest };
  lab.write(lab.file, JSON.stringify([first, keyed], null, 4));

  const keyName = await keyNameIn(lab.file, 'anthropic');
  await lab.withdraw();
  const without = parse(lab.read(lab.file) ?? '');
  await lab.offer({ keyName });

  expect(keyName).toBe('$' + '{input:chat.lm.secret.1}');
  expect(without).toEqual([first]);
  expect(await keyNameIn(lab.file, 'anthropic')).toBe(keyName);
  await lab.withdraw();
  expect(parse(lab.read(lab.file) ?? '')).toEqual([first]);
});

it('follows the engine to another port, with one entry', async () => {
  using lab = new ModelsLab();
  lab.write(lab.file, mine);
  await lab.offer();

  await lab.offer({ port: 9999 });

  expect(parse(lab.read(lab.file) ?? '')).toHaveLength(2);
  expect(lab.read(lab.file)).toContain(':9999/');
  await lab.withdraw();
  expect(lab.read(lab.file)).toBe(mine);
});

it('follows a newer list of models, with one entry', async () => {
  using lab = new ModelsLab();
  lab.write(lab.file, mine);
  await lab.offer();

  await lab.offer({ models: [{ id: 'claude-sonnet-6', maxInputTokens: 900_000, maxOutputTokens: 128_000 }] });

  expect(parse(lab.read(lab.file) ?? '')).toMatchObject([{}, { models: [{ id: 'claude-sonnet-6' }] }]);
  await lab.withdraw();
  expect(lab.read(lab.file)).toBe(mine);
});

it('takes over what an editor has written back, and takes it out in the end', async () => {
  using lab = new ModelsLab();
  lab.write(lab.file, mine);
  await lab.offer();
  const asTheEditorKnowsIt = lab.read(lab.file) ?? '';
  await lab.withdraw();
  lab.write(lab.file, asTheEditorKnowsIt);

  await lab.offer({ port: 9999 });
  const offered = parse(lab.read(lab.file) ?? '');
  await lab.withdraw();

  expect(offered).toMatchObject([{ name: 'Ollama' }, { models: [{ url: 'http://127.0.0.1:9999/v1/messages' }] }]);
  expect(lab.read(lab.file)).toBe(mine);
});

it('leaves a group of the same name that leads elsewhere', async () => {
  using lab = new ModelsLab();
  const theirs = '[{ "name": "Headroom (Anthropic)", "models": [{ "url": "https://gateway.example" }] }]';
  lab.write(lab.file, theirs);

  await lab.offer();
  await lab.withdraw();

  expect(lab.read(lab.file)).toBe(theirs);
});

it('reads no key, only its name', async () => {
  using lab = new ModelsLab();
  lab.write(lab.file, '[{ "name": "Headroom (Anthropic)", "apiKey": "sk-ant-literal" }]');

  expect(await keyNameIn(lab.file, 'anthropic')).toBeUndefined();
  lab.write(lab.file, '{');
  expect(await keyNameIn(lab.file, 'anthropic')).toBeUndefined();
});
