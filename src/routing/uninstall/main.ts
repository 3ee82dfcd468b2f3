import { fileURLToPath } from 'node:url';
import { homeFolder } from '../../process/instance/home.ts';
import { finishLeaving, leaveForGood } from '../leaveForGood.ts';
import { isOutlivingSelf, startOutlivingSelf } from './outlivingSelf.ts';

/**
 * VS Code runs this before it removes the extension's folder, without its API, and kills it after five seconds. Running
 * conversations may need longer to take leave, so a process that outlives this one sees to that.
 */
const home = homeFolder(process.env);
if (isOutlivingSelf(process.argv)) {
  process.send?.('loaded');
  await finishLeaving(home);
} else {
  const script = fileURLToPath(import.meta.url);
  for (const note of await leaveForGood(home, () => startOutlivingSelf(script))) console.error(note);
}
process.exit(0);
