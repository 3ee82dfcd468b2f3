import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTranscripts, transcriptsFolder } from '../../../src/importing/claudeCode/findTranscripts.ts';
import { agentFile, mainFile, projectsFolder, session } from './transcripts.ts';

describe('the folder of transcripts', () => {
  it('is where the client keeps its configuration', () => {
    expect(transcriptsFolder({}, '/home/ada')).toBe('/home/ada/.claude/projects');
    expect(transcriptsFolder({ CLAUDE_CONFIG_DIR: '/data/claude' }, '/home/ada')).toBe('/data/claude/projects');
  });

  it('gives sessions and their sub-agents, by what these were asked to do', async () => {
    const found = await findTranscripts(projectsFolder);

    expect(found.map(({ path }) => path).toSorted()).toEqual([agentFile, mainFile].toSorted());
    expect(found.find(({ path }) => path === agentFile)).toMatchObject({ session, agent: 'Count the orders' });
    expect(found.find(({ path }) => path === mainFile)).not.toHaveProperty('agent');
  });

  it('leaves out what is older than asked for, and empty files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-transcripts-'));
    try {
      for (const name of ['old', 'new']) writeFileSync(join(folder, `${name}.jsonl`), '{}\n');
      writeFileSync(join(folder, 'empty.jsonl'), '');
      utimesSync(join(folder, 'old.jsonl'), 1000, 1000);

      const found = await findTranscripts(folder, 2_000_000);

      expect(found.map(each => each.session)).toEqual(['new']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is empty where there is none', async () => {
    expect(await findTranscripts('/nowhere/at/all')).toEqual([]);
    expect(await findTranscripts('/nowhere/at/all.jsonl')).toEqual([]);
  });
});
