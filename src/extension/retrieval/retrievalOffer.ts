import * as vscode from 'vscode';
import { retrievalToolName } from '../../engine/plan/retrievalTool.ts';
import { EngineApi } from '../../process/engineApi.ts';
import { type RetrievalWish, retrieveForModel } from '../../process/retrievalTool.ts';
import type { EngineStatus } from '../../shared/panelProtocol.ts';
import { engineRunsContext, mcpProviderId } from '../../shared/retrievalIds.ts';
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

  #serverDefinition(): vscode.McpStdioServerDefinition {
    const { label, command, args, env, version } = mcpLaunch(this.#parts);
    return new vscode.McpStdioServerDefinition(label, command, [...args], { ...env }, version);
  }

  async #retrieve(wish: RetrievalWish): Promise<vscode.LanguageModelToolResult> {
    const texts = await retrieveForModel(this.#engine, wish);
    return new vscode.LanguageModelToolResult(texts.map(text => new vscode.LanguageModelTextPart(text)));
  }
}
