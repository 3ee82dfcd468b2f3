import type { ClaudeCodePlace } from '../../routing/claudeCode.ts';
import { disableServer } from '../../routing/claudeCodeServers.ts';
import type { Journal } from '../../routing/journal.ts';
import type { DisabledServer } from '../../shared/disabledServer.ts';
import type { Editor } from '../editor.ts';
import { l10n } from '../l10n.ts';

export interface DisablingParts {
  readonly editor: Pick<Editor, 'choose' | 'confirm' | 'inform'>;
  readonly journal: Journal;
  /** The settings files of Claude Code in the folders of this window. */
  places(): readonly ClaudeCodePlace[];
}

/** Asks whether a project is to do without an MCP server, and in which of its folders where it has several. */
export async function offerToDisable({ server, project }: DisabledServer, parts: DisablingParts): Promise<void> {
  const { editor, journal } = parts;
  const places = parts.places().filter(({ label }) => label === project);
  if (places.length === 0) {
    throw new Error(
      l10n.t('The project {project} is not open in this window. Open its folder to disable {server} there.', {
        project,
        server,
      }),
    );
  }
  const file = await chooseFile(places, parts);
  if (file === undefined) return;
  const isSure = await editor.confirm(
    l10n.t('Leave the tools of {server} out of Claude Code in {project}?', { server, project }),
    l10n.t(
      'New conversations there no longer carry its definitions. This adds "mcp__{server}" to permissions.deny in {file}. It stays until you take it out, also when Headroom stops or is uninstalled.',
      { server, file },
    ),
    l10n.t('Disable'),
  );
  if (!isSure) return;
  const undo = await disableServer(journal, file, server);
  if (undo === undefined) {
    void editor.inform(l10n.t('{server} is disabled there already; running conversations keep it.', { server }));
    return;
  }
  const undoButton = l10n.t('Undo');
  const pressed = await editor.inform(
    l10n.t('Claude Code leaves {server} out of new conversations in {project}.', { server, project }),
    undoButton,
  );
  if (pressed === undoButton) await undo();
}

async function chooseFile(
  places: readonly ClaudeCodePlace[],
  { editor }: Pick<DisablingParts, 'editor'>,
): Promise<string | undefined> {
  const [first, second] = places;
  if (second === undefined) return first?.file;
  return editor.choose(
    l10n.t('Headroom: in which folder?'),
    places.map(({ file, folder = file }) => ({ label: folder, value: file })),
  );
}
