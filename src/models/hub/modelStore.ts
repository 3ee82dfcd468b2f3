import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { digest, downloadFile } from './downloadFile.ts';
import { type HubModel, hubModel, type ModelKind } from './hubModels.ts';
import { HubError, type HubRequest, requestFile } from './hubRequest.ts';

export interface ModelStoreConfig {
  /** Folder of downloaded models. */
  readonly folder: string;
  /** Where the hub is. */
  readonly endpoint: URL;
  /** True forbids every request. */
  readonly isOffline: boolean;
  readonly request: HubRequest;
  readonly silenceMs?: number;
}

export interface Progress {
  readonly file: string;
  /** Bytes of this file that are here. */
  readonly bytes: number;
}

const defaultSilenceMs = 30_000;

/** Tries per file; the later ones go on where the line was cut. */
const tries = 3;

const manifestName = 'headroom-model.json';

const manifestSchema = z.object({
  id: z.string(),
  revision: z.string(),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

type Manifest = z.infer<typeof manifestSchema>;

/** Models from the hub: each at one commit, checked against what the hub stated, kept until a person removes them. */
export class ModelStore {
  readonly #config: ModelStoreConfig;

  constructor(config: ModelStoreConfig) {
    this.#config = config;
  }

  /** The folder of a model that is here, whole and undamaged. An absolute path is a model of the person's own. */
  async find(name: string, kind: ModelKind): Promise<string | undefined> {
    if (isAbsolute(name)) return name;
    const folder = this.#folderOf(modelNamed(name, kind));
    const manifest = await readManifest(folder);
    if (manifest === undefined) return undefined;
    const areWhole = await Promise.all(
      Object.entries(manifest.files).map(([file, { sha256 }]) => isWhole(join(folder, file), sha256)),
    );
    return areWhole.every(Boolean) ? folder : undefined;
  }

  /** Downloads what is missing and returns the folder. Rejects with a message that says what to do. */
  async fetch(name: string, kind: ModelKind, onProgress: (progress: Progress) => void = () => {}): Promise<string> {
    const here = await this.find(name, kind);
    if (here !== undefined) return here;
    const model = modelNamed(name, kind);
    const folder = this.#folderOf(model);
    try {
      if (this.#config.isOffline) throw new HubError('HF_HUB_OFFLINE forbids downloads', false);
      const revision = model.revision ?? (await this.#newestRevision(model.id));
      await mkdir(folder, { recursive: true });
      const files: Manifest['files'] = {};
      for (const names of model.files) {
        const kept = names[0] ?? '';
        files[kept] = await this.#fetchFirst({ model, revision, names, target: join(folder, kept), onProgress });
      }
      await writeManifest(folder, { id: model.id, revision, files });
      return folder;
    } catch (error) {
      throw new Error(adviceOn(kind, { model, folder, error }), { cause: error });
    }
  }

  #folderOf({ id, revision }: HubModel): string {
    return join(this.#config.folder, ...id.split('/'), revision ?? 'newest');
  }

  /** The newest commit of a model that we do not pin. From then on its folder stands for that commit. */
  async #newestRevision(id: string): Promise<string> {
    const url = new URL(`api/models/${id}/revision/main`, withSlash(this.#config.endpoint));
    const { answer } = await requestFile(this.#config.request, url, { headers: {}, headMs: this.#silenceMs });
    const pieces: Uint8Array[] = [];
    for await (const piece of answer.body) pieces.push(piece);
    if (answer.status !== 200) throw new HubError(`${url.host} answers ${answer.status} for ${id}`, false);
    return z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }).parse(JSON.parse(Buffer.concat(pieces).toString()))
      .sha;
  }

  /** The first of the names that the model has. */
  async #fetchFirst(wanted: WantedFile): Promise<{ bytes: number; sha256: string }> {
    let failure: unknown;
    for (const name of wanted.names) {
      try {
        return await this.#fetchPatiently(name, wanted);
      } catch (error) {
        failure = error;
        if (!(error instanceof HubError) || !/ answers 404 /.test(error.message)) throw error;
      }
    }
    throw failure;
  }

  async #fetchPatiently(name: string, { model, revision, target, onProgress }: WantedFile) {
    const url = new URL(`${model.id}/resolve/${revision}/${name}`, withSlash(this.#config.endpoint));
    for (let attempt = 1; ; attempt++) {
      let bytes = 0;
      const onBytes = (more: number): void => {
        bytes += more;
        onProgress({ file: name, bytes });
      };
      try {
        const { request } = this.#config;
        const sha256 = await downloadFile({ request, url, target, silenceMs: this.#silenceMs, onBytes });
        return { bytes: (await stat(target)).size, sha256 };
      } catch (error) {
        if (!(error instanceof HubError && error.mayPass) || attempt === tries) throw error;
      }
    }
  }

  get #silenceMs(): number {
    return this.#config.silenceMs ?? defaultSilenceMs;
  }
}

/** What a person can do, and what happens meanwhile. */
function adviceOn(
  kind: ModelKind,
  { model, folder, error }: { readonly model: HubModel; readonly folder: string; readonly error: unknown },
): string {
  const reason = error instanceof Error ? error.message : String(error);
  const names = model.files.map(([name]) => name).join(', ');
  const byHand =
    kind === 'router'
      ? `give modelId the folder where you put its files (${names}). Until then the built-in router is used.`
      : `set useSiglip to false. Until then pictures are judged without it.`;
  return (
    `The model ${model.id} could not be downloaded: ${reason}. Try again when the line is better, set HF_ENDPOINT to a mirror, ` +
    `or ${byHand} What arrived is kept in ${folder}.`
  );
}

interface WantedFile {
  readonly model: HubModel;
  readonly revision: string;
  readonly names: readonly string[];
  readonly target: string;
  readonly onProgress: (progress: Progress) => void;
}

function modelNamed(name: string, kind: ModelKind): HubModel {
  const model = hubModel(name, kind);
  if (model === undefined) {
    throw new Error(`"${name}" names no model. Give owner/name, owner/name@commit, or the absolute path of a folder.`);
  }
  return model;
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
  } catch {
    return undefined;
  }
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, manifestName);
  await writeFile(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${path}.part`, path);
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  return digest(path).then(
    actual => actual.sha256 === sha256,
    () => false,
  );
}

function withSlash(endpoint: URL): URL {
  return endpoint.href.endsWith('/') ? endpoint : new URL(`${endpoint.href}/`);
}
