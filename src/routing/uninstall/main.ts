import { homeFolder } from '../../process/instance/home.ts';
import { leaveForGood } from '../leaveForGood.ts';

/** VS Code runs this after the extension is removed, without its API: nothing may point at us any more. */
for (const note of await leaveForGood(homeFolder(process.env))) console.error(note);
process.exit(0);
