import { homeFolder } from '../../process/instance/home.ts';
import { guardRoutes } from '../guardRoutes.ts';

/** Entry point of the watchdog, which the editor starts beside an engine that settings of other programs point at. */
const awake = setInterval(() => undefined, 60_000);
await guardRoutes(homeFolder(process.env));
clearInterval(awake);
