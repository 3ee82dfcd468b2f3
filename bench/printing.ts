import { type Claim, calibrationError, reliability, share, type Tally } from './statistics.ts';

/** A share with its interval, behind its name. */
export function printShare(label: string, tally: Tally): void {
  const { share: part, low, high, hits, of } = share(tally);
  console.log(`${label.padEnd(28)}${figure(part)} %  [${figure(low)}, ${figure(high)}]  ${hits} of ${of}`);
}

/** How true confidences are: the expected error, and per tenth how sure the answers were and how many were right. */
export function printCalibration(claims: readonly Claim[]): void {
  console.log(`${'calibration error'.padEnd(28)}${figure(calibrationError(claims))} %`);
  for (const { from, confidence, hits, of } of reliability(claims)) {
    printShare(`  from ${from.toFixed(1)}, mean ${figure(confidence).trim()} %`, { hits, of });
  }
}

function figure(share: number): string {
  return (share * 100).toFixed(1).padStart(5);
}
