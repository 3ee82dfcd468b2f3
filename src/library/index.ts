/** The public surface of the package: `import { compress, withHeadroom } from 'headroom-context-mri'`. */
// biome-ignore-all lint/performance/noBarrelFile: a package has exactly one public surface, and this is it.
export { type CompressOptions, type CompressResult, type CompressSettings, compress, simulate } from './compress.ts';
export type { Endpoint, HeadroomParameters } from './endpoint.ts';
export {
  HeadroomClient,
  type HeadroomClientSettings,
  type SetupReport,
} from './headroomClient.ts';
export { AnthropicProvider, OpenAIProvider, type Provider } from './providers.ts';
export { withHeadroom } from './withHeadroom.ts';
