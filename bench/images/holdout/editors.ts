import { body, coloured, escaped } from '../pageParts.ts';
import type { Page } from '../pages.ts';

const mono = "font-family:'Liberation Mono',monospace";
const ui = "font-family:'Noto Sans',sans-serif";

const typescript = `export class RateLimiter {
  readonly #hits = new Map<string, number[]>();

  constructor(private readonly limit: number, private readonly windowMs = 60_000) {}

  /** Tells whether one more request of this client may pass. */
  allow(client: string, now: number): boolean {
    const recent = (this.#hits.get(client) ?? []).filter(at => now - at < this.windowMs);
    if (recent.length >= this.limit) return false;
    this.#hits.set(client, [...recent, now]);
    return true;
  }
}`;

const python = `import asyncio
from dataclasses import dataclass, field

@dataclass(slots=True)
class Scraper:
    base_url: str = "https://archive.example.org"
    max_parallel: int = 8
    seen: set[str] = field(default_factory=set)

    async def crawl(self, path: str, depth: int = 3) -> None:
        if depth == 0 or path in self.seen:
            return
        self.seen.add(path)
        links = await self.fetch_links(f"{self.base_url}/{path}")
        await asyncio.gather(*(self.crawl(link, depth - 1) for link in links))`;

const css = `.card {
  display: grid;
  grid-template-columns: 72px 1fr auto;
  gap: 0.75rem;
  padding: 12px 16px;
  border-radius: 10px;
  background: color-mix(in srgb, var(--surface) 92%, #7c5cff);
}
.card:hover > .title { text-decoration: underline; }
@media (max-width: 640px) {
  .card { grid-template-columns: 48px 1fr; }
}`;

const java = `@RestController
@RequestMapping("/api/parcels")
public class ParcelController {
    private final ParcelService parcels;

    @GetMapping("/{trackingCode}")
    public ResponseEntity<ParcelDto> find(@PathVariable String trackingCode) {
        return parcels.findByCode(trackingCode)
            .map(ParcelDto::from)
            .map(ResponseEntity::ok)
            .orElseGet(() -> ResponseEntity.notFound().build());
    }
}`;

const json = `{
  "name": "weather-widget",
  "version": "0.14.2",
  "engines": { "node": ">=20.11" },
  "scripts": {
    "dev": "vite --port 5174",
    "build": "tsc -b && vite build",
    "lint": "eslint . --max-warnings=0"
  },
  "dependencies": {
    "date-fns": "^3.6.0",
    "preact": "~10.24.3"
  }
}`;

const dark = [
  ['\\/\\*\\*.*\\*\\/|#\\s.*$', '#6a9955'],
  ['"[^"\\n]*"', '#ce9178'],
  [
    '\\b(?:export|class|readonly|constructor|private|if|return|new|const|import|from|async|await|def|or|in|for)\\b',
    '#c586c0',
  ],
  ['\\b\\d[\\d_]*\\b', '#b5cea8'],
] as const;

const light = [
  ['"[^"\\n]*"', '#a31515'],
  ['@\\w+', '#808000'],
  ['\\b(?:public|private|final|class|return|String)\\b', '#0000ff'],
  ['\\b\\d[\\w.%]*', '#098658'],
] as const;

interface Editor {
  readonly code: string;
  readonly colours: readonly (readonly [string, string])[];
  readonly ground: string;
  readonly ink: string;
  readonly size: number;
  readonly firstLine?: number;
}

/** Line numbers to the left of coloured code. */
function editor({ code, colours, ground, ink, size, firstLine = 1 }: Editor): string {
  const rows = coloured(code, colours)
    .split('\n')
    .map((line, at) => {
      const number = `<span style="display:inline-block;width:34px;margin-right:18px;text-align:right;color:#858585">${firstLine + at}</span>`;
      return `<div style="white-space:pre">${number}${line}</div>`;
    });
  return `<div style="padding:8px 6px;background:${ground};color:${ink};${mono};font-size:${size}px;line-height:1.45">${rows.join('')}</div>`;
}

const tabs = (names: readonly string[], style: string): string =>
  `<div style="display:flex;${style};${ui};font-size:13px">${names.map(name => `<div style="padding:8px 18px;border-right:1px solid #8884">${name}</div>`).join('')}</div>`;

const tree = [
  'SHOP-API',
  'src',
  'routes',
  'cart.ts',
  'checkout.ts',
  'rateLimiter.ts',
  'tests',
  'package.json',
  'README.md',
];

const workbench = `<div style="display:flex;background:#252526;color:#ccc"><div style="width:170px;padding:10px 14px;${ui};font-size:13px;line-height:1.75">${tree.map(name => `<div>${name}</div>`).join('')}</div>
<div style="flex:1">${tabs(['rateLimiter.ts', 'cart.ts'], 'background:#2d2d2d;color:#eee')}${editor({ code: typescript, colours: dark, ground: '#1e1e1e', ink: '#d4d4d4', size: 13 })}</div></div>
<div style="display:flex;gap:26px;background:#007acc;color:#fff;${ui};font-size:12px;padding:4px 12px"><span>main</span><span>2 errors</span><span>Ln 8, Col 33</span><span>Spaces: 2</span><span>UTF-8</span><span>TypeScript</span></div>`;

const problems = `<div style="padding:10px 14px;background:#fff;color:#3b3b3b;${ui};font-size:13px;line-height:1.9">
<div style="display:flex;gap:24px"><b>PROBLEMS</b><span>OUTPUT</span><span>DEBUG CONSOLE</span><span>TERMINAL</span></div>
${[
  ['checkout.ts src/routes', ''],
  ["Property 'vatId' does not exist on type 'Customer'.", 'ts(2339) [Ln 71, Col 22]'],
  ["'discount' is declared but its value is never read.", 'ts(6133) [Ln 14, Col 9]'],
  ['config.yaml deploy', ''],
  ['Incorrect type. Expected "integer".', 'yaml-schema [Ln 5, Col 13]'],
]
  .map(
    ([text = '', place = '']) => `<div>${escaped(text)} <span style="color:#888;margin-left:8px">${place}</span></div>`,
  )
  .join('')}</div>`;

export const editors: readonly Page[] = [
  { name: 'workbench', html: body('background:#1e1e1e', workbench), width: 960, height: 345 },
  {
    name: 'python, dark',
    html: body('', editor({ code: python, colours: dark, ground: '#282a36', ink: '#f8f8f2', size: 14, firstLine: 97 })),
    width: 780,
    height: 330,
  },
  {
    name: 'css, small',
    html: body('', editor({ code: css, colours: light, ground: '#ffffff', ink: '#222', size: 11 })),
    width: 520,
    height: 205,
  },
  {
    name: 'java, light 2x',
    html: body('', editor({ code: java, colours: light, ground: '#fdfdfd', ink: '#111', size: 13, firstLine: 21 })),
    width: 700,
    height: 268,
    scale: 2,
  },
  {
    name: 'json, shrunk',
    html: body('', editor({ code: json, colours: light, ground: '#f7f7f7', ink: '#333', size: 17 })),
    width: 640,
    height: 370,
    spoil: 'shrink',
  },
  { name: 'problems', html: body('', problems), width: 620, height: 175 },
];
