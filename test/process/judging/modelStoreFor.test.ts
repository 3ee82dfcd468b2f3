import { expect, it } from 'vitest';
import { modelStoreFor } from '../../../src/process/judging/modelStoreFor.ts';

it('refuses to download where HF_HUB_OFFLINE is set, however it is spelt', async () => {
  const store = modelStoreFor('/nowhere', { HF_HUB_OFFLINE: 'True' }, { modelCacheDir: undefined });

  await expect(store.fetch('some/router', 'router')).rejects.toThrow('HF_HUB_OFFLINE');
});
