import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import { type OpenWindow, unnamedProject } from '../../shared/projects.ts';

/**
 * The windows that listen to this engine. Copilot has one address for all windows, so its requests cannot be labelled on
 * their way; they name the session of their window instead. For people only: decisions are kept under what the request
 * itself names, because a window may be late to tell, and a decision must be found again all the same.
 */
export class OpenWindows {
  readonly #open = new Set<OpenWindow>();

  /** Returns how the window is closed. */
  add(window: OpenWindow): () => void {
    const opened = { ...window };
    this.#open.add(opened);
    return () => void this.#open.delete(opened);
  }

  /** The record of an exchange, under its project. */
  file(recording: ExchangeRecording, facts: ExchangeFacts): ExchangeRecording {
    return { ...recording, detail: { ...recording.detail, project: this.projectFor(facts) } };
  }

  /** The project that a request names, else that of the window from which a request of Copilot must come. */
  projectFor(request: { readonly project: string; readonly client: string; readonly session?: string }): string {
    if (request.project !== unnamedProject || request.client !== 'GitHub Copilot') return request.project;
    return this.#projectOf(request.session) ?? unnamedProject;
  }

  /** A request without a session may come from any window, so its project is known only when all have the same. */
  #projectOf(session: string | undefined): string | undefined {
    const windows = [...this.#open];
    if (session !== undefined) return windows.find(window => window.session === session)?.project;
    const [first, ...others] = new Set(windows.map(({ project }) => project));
    return others.length === 0 ? first : undefined;
  }
}
