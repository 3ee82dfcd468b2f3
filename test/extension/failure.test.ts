import { expect, test } from 'vitest';
import { RemediableError, reportFailure } from '../../src/extension/failure.ts';
import { commandTitles } from '../../src/shared/commandIds.ts';
import { OptionError } from '../../src/shared/options.ts';

test('a failure ends in the button that helps', () => {
  const report = reportFailure(new RemediableError('The proxy is not running.', 'headroom.startProxy'), commandTitles);

  expect(report).toEqual({
    message: 'The proxy is not running.',
    button: { title: 'Start Proxy', command: 'headroom.startProxy' },
  });
});

test('a setting that does not fit leads to that setting, anything else to the log', () => {
  expect(reportFailure(new OptionError('device', 'device is 5.'), commandTitles).button).toMatchObject({
    setting: 'headroom.device',
  });
  expect(reportFailure('odd', commandTitles)).toMatchObject({
    message: 'odd',
    button: { command: 'headroom.showLog' },
  });
});
