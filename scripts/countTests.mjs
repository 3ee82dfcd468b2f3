import { readFileSync } from 'node:fs';

/** Prints the closing line of a vitest JSON report: `N passed, N failed`, with skipped tests when there are any. */
const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
const tail = skipped > 0 ? `, ${skipped} skipped` : '';
const failedFiles = report.testResults.filter(
  file => file.status === 'failed' && file.assertionResults.length === 0,
).length;
console.log(`${report.numPassedTests} passed, ${report.numFailedTests + failedFiles} failed${tail}`);
