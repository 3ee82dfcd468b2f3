import { describe, expect, it } from 'vitest';
import { defaultOptions, OptionError, optionNamed, optionNames, parseOptions } from '../../src/shared/options.ts';

describe('parseOptions', () => {
  it('gives each door its own defaults', () => {
    const library = parseOptions({}, 'library');
    const proxy = parseOptions({}, 'proxy');

    expect(library).toMatchObject({ protectRecent: 4, compressSystemMessages: true, minTokensToCompress: 250 });
    expect(proxy).toMatchObject({ protectRecent: 0, compressSystemMessages: false, savingsProfile: 'balanced' });
  });

  it('takes the snake_case names of the seeds, also inside tool profiles', () => {
    const options = parseOptions(
      { protect_recent: 8, target_ratio: 0.2, tool_profiles: { search: { max_array_items: 5 } } },
      'library',
    );

    expect(options).toMatchObject({
      protectRecent: 8,
      targetRatio: 0.2,
      toolProfiles: { search: { maxArrayItems: 5 } },
    });
  });

  it('takes null and undefined for the default', () => {
    expect(parseOptions({ protectRecent: null, device: undefined }, 'library')).toEqual(defaultOptions('library'));
  });

  it.each([
    [{ protectRecent: -1 }, 'protectRecent is -1. Give a whole number of at least 0.'],
    [{ targetRatio: 2 }, 'targetRatio is 2. Give a number above 0 and at most 1.'],
    [{ savingsProfile: 'max' }, 'savingsProfile is "max". Give one of lossless, balanced, agent-90.'],
    [{ imageOptimize: 'yes' }, 'imageOptimize is "yes". Give true or false.'],
    [
      { toolProfiles: { search: { maxItems: 5 } } },
      'toolProfiles.search is {"maxItems":5}. Give "off" or limits (maxArrayItems, maxStringLength, maxDepth, maxLines: whole numbers from 1)',
    ],
    [{ toolProfiles: { 'web-shop: npm test': 'none' } }, 'toolProfiles.web-shop: npm test is "none".'],
    [{ toolProfiles: { Bash: { maxLines: 0 } } }, 'toolProfiles.Bash is {"maxLines":0}.'],
    [{ toolProfiles: ['off'] }, 'toolProfiles is ["off"].'],
    [{ modelContextLimits: { 'gpt-4o': '128k' } }, 'modelContextLimits.gpt-4o is "128k".'],
    [{ shrink: true }, 'Unknown option "shrink".'],
  ])('refuses %j and says what would fit', (input, message) => {
    expect(() => parseOptions(input, 'library')).toThrow(OptionError);
    expect(() => parseOptions(input, 'library')).toThrow(message);
  });
});

describe('optionNamed', () => {
  it.each(optionNames)('finds %s by its camelCase, snake_case and kebab-case names', name => {
    const snake = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

    expect([name, snake, snake.replaceAll('_', '-')].map(optionNamed)).toEqual([name, name, name]);
  });

  it('knows other words for the profile and the router model', () => {
    expect([optionNamed('profile'), optionNamed('routerModel')]).toEqual(['savingsProfile', 'modelId']);
  });
});
