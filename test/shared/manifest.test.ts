import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { derivedContributions } from '../../scripts/manifest.ts';
import { manifestTexts } from '../../scripts/manifestTexts.ts';
import { overrideKey } from '../../src/routing/copilot/leadCopilot.ts';
import { commandTitles } from '../../src/shared/commandIds.ts';
import { modeSummaries, modes } from '../../src/shared/modes.ts';
import { actingOptionNames } from '../../src/shared/options.ts';
import { hostSettingSpecs, proxySettingNames } from '../../src/shared/settings.ts';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

test('the manifest holds exactly the commands and settings that the code knows (else: npm run manifest)', () => {
  const derived = derivedContributions();

  expect(manifest.contributes).toMatchObject(JSON.parse(JSON.stringify(derived)));
});

test('every text of the manifest is there, in German too, with the same commands in it', () => {
  const [english, german] = ['package.nls.json', 'package.nls.de.json'].map(name =>
    JSON.parse(readFileSync(new URL(name, root), 'utf8')),
  );
  const used = [...JSON.stringify(manifest).matchAll(/%([\w.-]+)%/g)].map(match => match[1] ?? '');
  const commandsIn = (text: string): readonly string[] => text.match(/\(command:[\w.]+\)/g) ?? [];

  expect(english).toEqual(manifestTexts);
  expect([...new Set(used)].toSorted()).toEqual(Object.keys(english).toSorted());
  expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted());
  for (const key of Object.keys(english)) expect(commandsIn(german[key])).toEqual(commandsIn(english[key]));
});

test('every option and every setting of the proxy and the editor is a VS Code setting', () => {
  const keys: readonly string[] = manifest.contributes.configuration.flatMap((section: { properties: object }) =>
    Object.keys(section.properties),
  );

  expect(keys.filter(key => key !== overrideKey).toSorted()).toEqual(
    [...actingOptionNames, ...proxySettingNames, ...Object.keys(hostSettingSpecs)]
      .map(name => `headroom.${name}`)
      .toSorted(),
  );
});

test('a workspace cannot change any setting of the engine', () => {
  for (const section of manifest.contributes.configuration) {
    for (const [key, property] of Object.entries<{ scope: string }>(section.properties)) {
      expect(property.scope).toBe(key === overrideKey ? 'application' : 'machine');
    }
  }
});

test("Copilot's override is declared for the user alone, and never travels to another machine", () => {
  const sections: readonly { properties: Record<string, unknown> }[] = manifest.contributes.configuration;

  expect(
    sections.map(({ properties }) => properties[overrideKey]).find(property => property !== undefined),
  ).toMatchObject({ scope: 'application', ignoreSync: true, default: '' });
});

test('modes are explained in the settings as in the picker', () => {
  const { enum: values, enumDescriptions } = manifest.contributes.configuration[0].properties['headroom.mode'];
  const texts: Readonly<Record<string, string>> = manifestTexts;

  expect(values).toEqual(modes);
  expect(enumDescriptions.map((key: string) => texts[key.slice(1, -1)])).toEqual(
    modes.map(mode => modeSummaries[mode]),
  );
});

test('what the manifest points at exists, and every walkthrough button names a real command', () => {
  const text = JSON.stringify([manifest.contributes, manifestTexts]);
  const commands = [...text.matchAll(/command:(headroom\.\w+)|onCommand:(headroom\.\w+)/g)].map(m => m[1] ?? m[2]);
  const media = [...text.matchAll(/"(media\/[^"]+)"/g)].map(match => match[1] ?? '');

  for (const command of commands) expect(Object.keys(commandTitles)).toContain(command);
  for (const file of [manifest.icon, ...media]) expect(existsSync(new URL(file, root))).toBe(true);
});
