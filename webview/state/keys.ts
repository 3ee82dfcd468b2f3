import { lenses } from './arrangement.ts';
import type { Panel } from './panel.ts';

/** Keys that work anywhere outside a text field. Views stop the keys that they use themselves. */
export function handleKey(event: KeyboardEvent, panel: Panel): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) {
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  const { arrangement } = panel.state;
  const lens = lenses[Number(event.key) - 1];
  if (lens !== undefined) panel.arrange({ lens });
  else if (event.key === 'Escape') goUp(panel);
  else if (event.key === '/') openSearch(panel);
  else if (event.key === '.') panel.happen({ type: 'arrivalsTaken' });
  else if (event.key === 'u') panel.arrange({ wasteUnit: arrangement.wasteUnit === 'tokens' ? 'money' : 'tokens' });
  else if (event.key === 'd') panel.arrange({ diffAs: arrangement.diffAs === 'side' ? 'unified' : 'side' });
  else if (event.key === '?') panel.happen({ type: 'keysToggled' });
  else return;
  event.preventDefault();
}

function goUp(panel: Panel): void {
  const { lens, block, request, conversation } = panel.state.arrangement;
  if (panel.state.keysShown) panel.happen({ type: 'keysToggled' });
  else if (lens !== 'inspect') panel.arrange({ lens: 'inspect' });
  else if (block !== undefined) panel.arrange({ block: undefined });
  else if (request !== undefined) panel.arrange({ request: undefined });
  else if (conversation !== undefined) panel.arrange({ conversation: undefined, scrubbed: undefined });
}

function openSearch(panel: Panel): void {
  panel.arrange({ lens: 'inspect', conversation: undefined, request: undefined, block: undefined });
  const field = document.getElementById('search');
  field?.focus();
}

/** The toolkit's fields are elements with a shadow root; the event's path leads to the real input. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
