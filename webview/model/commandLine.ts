/** Options as the flags of `headroom proxy`, for those who start the engine themselves. */
export function commandLine(options: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    const flag = name === 'savingsProfile' ? 'profile' : name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    if (typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
    return [`--${flag} ${quoted(typeof value === 'object' ? JSON.stringify(value) : String(value))}`];
  });
  return ['headroom proxy', ...flags].join(' ');
}

function quoted(value: string): string {
  return /^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
