import { unkeptHandle } from '../../engine/plan/handle.ts';
import type { BlockView, SimulationView } from '../../shared/panelProtocol.ts';

/** What stands in a plan where a real decision has its handle: nothing is kept of what is only planned. */
const placeholder = new RegExp(`\\b${unkeptHandle}\\b`, 'g');
const shown = '(a handle, once it is sent)';

/** A planned text as a person should read it: the handle in it names nothing yet. */
export function showUnkept(text: string): string {
  return text.replace(placeholder, shown);
}

export function blockWithoutPlaceholder(view: BlockView): BlockView {
  // A receipt with a handle is of something that was really sent.
  if (view.after === undefined || view.receipt.handle !== undefined) return view;
  return { ...view, after: showUnkept(view.after) };
}

export function blocksWithoutPlaceholder(blocks: SimulationView['blocks']): SimulationView['blocks'] {
  return blocks.map(block => (block.after === undefined ? block : { ...block, after: showUnkept(block.after) }));
}
