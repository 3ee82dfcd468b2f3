import axeCore from 'axe-core';
import type { Page } from 'playwright-core';

/** Runs axe through the debugger, so that the page's own policy stays as strict as it is. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axeCore }).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(node => node.html.slice(0, 140))
            .join(' | ')}`,
      );
  });
}
