import { join } from 'node:path';
import type { HubRequest } from '../../models/hub/hubRequest.ts';
import { ModelStore } from '../../models/hub/modelStore.ts';
import { WayOut } from '../../proxy/wayOut.ts';
import type { Options } from '../../shared/options.ts';
import { readNetwork } from '../network/readNetwork.ts';
import { hubRequest } from './hubRequest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Downloaded models, where `modelCacheDir` says, else beside the caches of the hub's own programs (`HF_HOME`), else in our
 * folder. `HF_ENDPOINT` names a mirror, `HF_HUB_OFFLINE` forbids downloads.
 */
export function modelStoreFor(
  home: string,
  environment: Environment,
  { modelCacheDir }: Pick<Options, 'modelCacheDir'>,
): ModelStore {
  const hubHome = environment.HF_HOME ?? '';
  const folder = modelCacheDir ?? (hubHome === '' ? join(home, 'models') : join(hubHome, 'headroom'));
  const endpoint = environment.HF_ENDPOINT ?? '';
  // Made at the first request: most people never download a model.
  let ask: HubRequest | undefined;
  return new ModelStore({
    folder,
    endpoint: new URL(URL.canParse(endpoint) ? endpoint : 'https://huggingface.co'),
    isOffline: /^(?:1|on|yes|true)$/i.test(environment.HF_HUB_OFFLINE ?? ''),
    request: (url, headers) => {
      ask ??= hubRequest(new WayOut(readNetwork(environment).network));
      return ask(url, headers);
    },
  });
}
