/** Restores runs of equal lines from the text alone. */
export function decodeRepeats(output: string): string {
  const restored: string[] = [];
  for (const line of output.split('\n')) {
    const run = /^\[headroom: the line above stands (\d+) times\]$/.exec(line);
    if (run === null) restored.push(line);
    else for (let n = 1; n < Number(run[1]); n++) restored.push(restored.at(-1) ?? '');
  }
  return restored.join('\n');
}
