import * as vscode from 'vscode';
import type { KeptPicture } from '../../engine/images/keptPicture.ts';
import { retrievalToolName } from '../../engine/plan/retrievalTool.ts';
import { EngineApi } from '../../process/engineApi.ts';
import { type RetrievalWish, retrieveForModel } from '../../process/retrieval/retrievalTool.ts';
import type { EngineStatus } from '../../shared/panelProtocol.ts';
import { engineRunsContext, mcpProviderId, withoutRetrieval } from '../../shared/retrievalIds.ts';
import { type McpLaunchParts, mcpLaunch } from './mcpLaunch.ts';

/** Offers originals to the editor's own agents while an engine can answer: as an MCP server and as a tool for Copilot. */
export class RetrievalOffer implements vscode.Disposable {
  readonly #parts: McpLaunchParts;
  readonly #engine: EngineApi;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #registrations: vscode.Disposable;
  #isOffered = false;

  constructor(parts: McpLaunchParts) {
    this.#parts = parts;
    this.#engine = new EngineApi(parts.home);
    this.#registrations = vscode.Disposable.from(
      this.#changed,
      vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, {
        onDidChangeMcpServerDefinitions: this.#changed.event,
        provideMcpServerDefinitions: () => (this.#isOffered ? [this.#serverDefinition()] : []),
      }),
      vscode.lm.registerTool<RetrievalWish>(retrievalToolName, {
        prepareInvocation: ({ input }) => ({ invocationMessage: `Fetching the original ${input.handle}` }),
        invoke: ({ input }) => this.#retrieve(input),
      }),
    );
  }

  /** A relay still gives originals back: markers that it replays must not lead nowhere. */
  showStatus({ state }: EngineStatus): void {
    const isOffered = state === 'running' || state === 'relay';
    if (isOffered === this.#isOffered) return;
    this.#isOffered = isOffered;
    this.#changed.fire();
    void vscode.commands.executeCommand('setContext', engineRunsContext, isOffered);
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  /**
   * Retrieval stays with the editor's own tool: it needs no process to start and nobody's trust in a server, and an agent
   * that saw both would have to choose.
   */
  #serverDefinition(): vscode.McpStdioServerDefinition {
    const { label, command, args, env, version } = mcpLaunch(this.#parts);
    return new vscode.McpStdioServerDefinition(label, command, [...args], { ...env, [withoutRetrieval]: '1' }, version);
  }

  async #retrieve(wish: RetrievalWish): Promise<vscode.LanguageModelToolResult> {
    const parts = await retrieveForModel(this.#engine, wish);
    return new vscode.LanguageModelToolResult(parts.map(resultPart));
  }
}

/** Editors before 1.106 can hand no picture to a model. */
function resultPart(part: string | KeptPicture): vscode.LanguageModelTextPart {
  if (typeof part === 'string') return new vscode.LanguageModelTextPart(part);
  const { LanguageModelDataPart: pictures } = vscode as unknown as PictureParts;
  const explanation = 'The original is a picture, which this version of the editor cannot show to a model.';
  return pictures === undefined
    ? new vscode.LanguageModelTextPart(explanation)
    : pictures.image(part.bytes, part.mediaType);
}

/** What newer editors have beside the types that this extension is built against. */
interface PictureParts {
  readonly LanguageModelDataPart?: { image(bytes: Uint8Array, mediaType: string): vscode.LanguageModelTextPart };
}
