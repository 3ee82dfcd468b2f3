/** One thing that the mock model does in a turn. `read`, `bash` and `grep` pick whichever tool the client offers for it. */
export type MockAction =
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'bash'; readonly command: string }
  | { readonly kind: 'grep'; readonly pattern: string }
  | { readonly kind: 'tool'; readonly name: string; readonly input: Readonly<Record<string, unknown>> }
  /** Asks Headroom for the original behind the newest marker that a result holds. */
  | { readonly kind: 'retrieve'; readonly lines?: string; readonly grep?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'error'; readonly status: number; readonly type: string; readonly message: string };

/** Turn i is played when the conversation holds i answered tool rounds since the last human prompt; then comes `final`. */
export interface MockScript {
  readonly turns: readonly (readonly MockAction[])[];
  readonly final: string;
}

export interface ToolUse {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export type MockReply =
  | { readonly kind: 'error'; readonly status: number; readonly type: string; readonly message: string }
  | { readonly kind: 'message'; readonly text: string; readonly calls: readonly ToolUse[] };

/** What of a request the script needs to know, whatever its wire format. */
export interface ConversationState {
  readonly toolNames: readonly string[];
  readonly answeredRounds: number;
  readonly results: readonly string[];
}

/** Requests without tools (titles, quota probes) get a short text and use up no turn. */
export function replyTo(script: MockScript, state: ConversationState): MockReply {
  if (state.toolNames.length === 0) return { kind: 'message', text: 'Mock title', calls: [] };
  const actions = script.turns[state.answeredRounds];
  if (actions === undefined) return { kind: 'message', text: finalText(script, state), calls: [] };
  const error = actions.find(action => action.kind === 'error');
  if (error !== undefined) return error;
  const calls = actions.flatMap(action => callFor(action, state));
  const texts = actions.flatMap(action => (action.kind === 'text' ? [action.text] : []));
  return { kind: 'message', text: texts.join('\n') || 'I will use a tool.', calls };
}

/** Ends with the number of results seen and the length of the last one, so that a damaged request shows. */
function finalText(script: MockScript, state: ConversationState): string {
  return `${script.final} results=${state.results.length} last=${state.results.at(-1)?.length ?? 0}`;
}

function callFor(action: MockAction, state: ConversationState): readonly ToolUse[] {
  const { toolNames } = state;
  const offered = (names: readonly string[]): string | undefined => names.find(name => toolNames.includes(name));
  switch (action.kind) {
    case 'tool':
      return [{ name: action.name, input: action.input }];
    case 'bash': {
      const name = offered(['Bash', 'bash', 'run_in_terminal', 'shell_command', 'run_shell_command']) ?? 'Bash';
      // VS Code's own tool asks for more than a command.
      const more = name === 'run_in_terminal' ? { explanation: 'Run it', goal: 'Run it', mode: 'sync' } : {};
      return [{ name, input: { command: action.command, description: `Run ${action.command}`, ...more } }];
    }
    case 'read': {
      const name = offered(['Read', 'view', 'read_file', 'read']) ?? 'Read';
      return [{ name, input: name === 'view' ? { path: action.path } : { file_path: action.path } }];
    }
    case 'grep': {
      const name = offered(['Grep', 'grep', 'grep_search']);
      return name === undefined
        ? callFor({ kind: 'bash', command: `grep -rn ${action.pattern} .` }, state)
        : [{ name, input: { pattern: action.pattern, output_mode: 'content' } }];
    }
    case 'retrieve': {
      const { kind: _, ...wish } = action;
      const name = toolNames.find(offeredName => /headroom.*retrieve/i.test(offeredName)) ?? 'headroom_retrieve';
      return [{ name, input: { handle: newestHandle(state.results) ?? 'no marker seen', ...wish } }];
    }
    case 'text':
    case 'error':
      return [];
  }
}

function newestHandle(results: readonly string[]): string | undefined {
  return results
    .flatMap(result => [...result.matchAll(/\[headroom: [^\]]*get: (\w+)\]/g)].map(match => match[1]))
    .at(-1);
}
