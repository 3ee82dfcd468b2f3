import { say } from '../../../../shared/sentences/say.ts';
import { rewriteNote, withThousands } from '../../marker.ts';
import type { Transform } from '../../transform.ts';
import { type DrawnTree, readTree } from './drawnTrees.ts';

/** Trees that a program drew with lines, such as `npm ls`, `cargo tree` and `tree`. */
export const indentTrees: Transform = {
  id: 'indent_trees',
  summary: 'Shows a drawn tree by indentation alone; every entry stays, in its order.',
  grade: 'decodable',
  apply: ({ text }) => {
    const tree = readTree(text);
    if (tree === undefined) return undefined;
    const rows = tree.rows.map(({ depth, text }) =>
      depth === 0 && /^[ \\]/.test(text) ? `\\${text}` : ' '.repeat(depth) + text,
    );
    const reason = say('did.treeIndented', { n: withThousands(rows.length) });
    return { output: [noteFor(tree), ...rows].join('\n'), reason };
  },
};

function noteFor({ rows, style, goesOnAt, endsOpen }: DrawnTree): string {
  const drawing = [style.bar, style.tee, style.last, style.teeOpen, style.lastOpen].map(part => JSON.stringify(part));
  const end = goesOnAt.length === 0 ? '' : `; below its end it goes on at level ${goesOnAt.join(', ')}`;
  const open = endsOpen ? '; entries below its last one are cut off' : '';
  return rewriteNote(
    `a tree of ${withThousands(rows.length)} lines, none omitted, one blank of indentation per level instead of ${drawing.join(', ')}${end}${open}; \\ marks lines outside the tree`,
  );
}
