import { table } from './pageParts.ts';

/** A picture to be drawn by a browser: what is on it is what its page says. */
export interface Page {
  readonly name: string;
  readonly html: string;
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
  /** What happens to it afterwards: as a phone or a chat would have it. */
  readonly spoil?: 'jpeg' | 'shrink' | 'tilt' | 'noise';
}

const mono = "font-family:'DejaVu Sans Mono',monospace";
const sans = "font-family:'Liberation Sans',Arial,sans-serif";
const serif = "font-family:'Liberation Serif',serif";

function terminal(text: string, ground: string, ink: string, size = 14): string {
  const lines = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<body style="margin:0;background:${ground};color:${ink}"><pre style="margin:14px;${mono};font-size:${size}px;line-height:1.35">${lines}</pre></body>`;
}

const kubernetes = `NAME                              READY   STATUS             RESTARTS   AGE
checkout-7c9f6d5b8-2xkqv          1/1     Running            0          3d4h
checkout-7c9f6d5b8-9mzrt          1/1     Running            0          3d4h
ledger-db-0                       1/1     Running            2          41d
mailer-5d8c7f9c4-hj2lp            0/1     CrashLoopBackOff   17         66m
search-api-6b5f4d7c9-kk8wn        1/1     Running            0          12h
$ kubectl logs mailer-5d8c7f9c4-hj2lp --previous
2026-03-14T09:12:44Z ERROR smtp: dial tcp 10.42.0.17:587: connect: connection refused
2026-03-14T09:12:44Z FATAL giving up after 5 attempts
$ kubectl rollout undo deployment/mailer
deployment.apps/mailer rolled back`;

const rust = `error[E0502]: cannot borrow \`self.cache\` as mutable because it is also borrowed as immutable
  --> src/store/lookup.rs:88:13
   |
86 |         let entry = self.cache.get(&key);
   |                     ---------- immutable borrow occurs here
87 |         if entry.is_none() {
88 |             self.cache.insert(key, load(&key)?);
   |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mutable borrow occurs here
warning: unused variable: \`retries\` (run with --explain E0502 for more)
error: could not compile \`lookup-store\` (lib) due to 1 previous error`;

const yaml = `name: release
on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: npm ci --no-audit
      - run: npm test -- --reporter=dot
      - env:
          NPM_CONFIG_PROVENANCE: "true"
        run: npm publish --access public`;

const invoice = `<h2 style="margin:0">Invoice 2026-0417</h2><p>Northwind Bicycle Repair, 14 Canal Street, Leeds LS1 4AX<br>Due: 30 April 2026</p>${table(
  [
    ['Item', 'Quantity', 'Unit price', 'Amount'],
    ['Wheel truing', '2', '18.50', '37.00'],
    ['Brake pads, pair', '4', '9.75', '39.00'],
    ['Chain, 11 speed', '1', '27.90', '27.90'],
    ['Labour, hours', '3', '42.00', '126.00'],
  ],
  'border:1px solid #999;padding:5px 16px',
)}<p><b>Total due: 229.90 GBP</b></p><p>Please quote the invoice number with your payment. Thank you for your custom.</p>`;

const article = `<h1 style="font-size:28px;margin:0 0 10px">The lighthouse that moved inland</h1>
<p>When the keepers left in 1987, nobody expected the tower to survive another decade of storms. The cliff below it was losing nearly two metres each winter, and the county had no money for a sea wall.</p>
<p>What saved it was a railway engineer named Ines Hallberg, who proposed something that sounded absurd: jack the whole building up, set it on rails, and roll it eighty metres away from the edge.</p>
<p>The move took eleven days. On the last evening the lamp was lit again, for the first time in nineteen years, and the harbour answered with every horn it had.</p>`;

const chat = [
  ['Priya', 'Did the nightly export finish?'],
  ['Tom', 'No, it stopped at 02:14 with exit code 137.'],
  ['Priya', 'That is the memory limit again. Can you raise it to 4 GB?'],
  ['Tom', 'Done. Rerunning job 88213 now, should be ready before the 10:30 call.'],
  ['Priya', 'Great, thank you!'],
].map(
  ([who, text]) =>
    `<div style="margin:10px;padding:8px 12px;border-radius:12px;background:${who === 'Tom' ? '#dcf8c6' : '#fff'};width:fit-content"><b style="color:#075e54">${who}</b><br>${text}</div>`,
);

const dashboard = `${table(
  [
    ['Requests', 'Error rate', 'p99 latency'],
    ['1.24 M', '0.41 %', '812 ms'],
    ['+3.2 % since yesterday', 'budget left: 62 %', 'threshold 900 ms'],
  ],
  'background:#1f2430;padding:8px 40px 8px 16px;font-size:19px;color:#9fe0c0',
)}<p style="margin-top:24px">Slowest endpoints</p>${table(
  [
    ['GET /v2/orders/search', '2,310 ms', '4,120 calls'],
    ['POST /v2/payments/capture', '1,875 ms', '918 calls'],
    ['GET /v2/catalogue/export', '1,422 ms', '77 calls'],
  ],
  'padding:4px 28px 4px 0;border-bottom:1px solid #333',
)}`;

const settings = `<h3>Notifications</h3>${[
  ['Email me about replies', 'On'],
  ['Weekly summary', 'Off'],
  ['Quiet hours', '22:00 to 07:30'],
  ['Sound', 'Marimba'],
]
  .map(
    ([name, value]) =>
      `<div style="display:flex;justify-content:space-between;width:520px;padding:9px 0;border-bottom:1px solid #ddd"><span>${name}</span><span style="color:#0a66c2">${value}</span></div>`,
  )
  .join('')}
<div style="margin-top:18px"><button style="font-size:15px;padding:6px 18px">Save changes</button> <button style="font-size:15px;padding:6px 18px">Discard</button></div>`;

const poster = `<body style="margin:0;background:linear-gradient(150deg,#3d5a80,#98c1d9 60%,#293241)"><div style="margin:70px 120px;padding:30px;background:#ee6c4d;color:#fff;border:8px solid #fff;${sans};text-align:center"><div style="font-size:72px;font-weight:bold">FLEA MARKET</div><div style="font-size:44px;margin-top:14px">Saturday 9 May</div><div style="font-size:30px;margin-top:18px">Town Hall Square, 8 am to 3 pm</div></div></body>`;

const plate = `<body style="margin:0;background:#5b6650"><div style="margin:90px auto;width:560px;padding:26px;background:#f5f3e7;color:#1b2a1b;border:6px solid #1b2a1b;${serif};text-align:center"><div style="font-size:52px;font-weight:bold">PRIVATE ROAD</div><div style="font-size:34px;margin-top:8px">No parking at any time</div><div style="font-size:28px;margin-top:10px">Vehicles will be towed</div></div></body>`;

const paper = (content: string, style = sans, size = 16): string =>
  `<body style="margin:0;background:#fff;color:#222"><div style="margin:26px 40px;${style};font-size:${size}px;line-height:1.5">${content}</div></body>`;

/** No clean holdout: gap filling, stray letters and monospaced pages were worked on after their first scores. */
export const pages: readonly Page[] = [
  { name: 'kubernetes', html: terminal(kubernetes, '#0c1021', '#e6e6e6'), width: 900, height: 300 },
  { name: 'rust, light', html: terminal(rust, '#fdf6e3', '#444'), width: 900, height: 260 },
  { name: 'yaml, 2x', html: terminal(yaml, '#282c34', '#c8ccd4', 13), width: 520, height: 330, scale: 2 },
  { name: 'yaml, jpeg', html: terminal(yaml, '#282c34', '#c8ccd4', 15), width: 560, height: 370, spoil: 'jpeg' },
  { name: 'invoice', html: paper(invoice), width: 720, height: 440 },
  { name: 'invoice, tilted', html: paper(invoice, serif, 20), width: 860, height: 540, spoil: 'tilt' },
  { name: 'article', html: paper(article, serif, 19), width: 760, height: 440 },
  { name: 'article, shrunk', html: paper(article, sans, 22), width: 900, height: 520, spoil: 'shrink' },
  {
    name: 'chat',
    html: `<body style="margin:0;background:#e5ddd5;${sans};font-size:16px">${chat.join('')}</body>`,
    width: 640,
    height: 400,
  },
  {
    name: 'dashboard',
    html: `<body style="margin:20px;background:#14171f;color:#e8eaf0;${sans};font-size:16px">${dashboard}</body>`,
    width: 820,
    height: 360,
  },
  { name: 'settings', html: paper(settings, sans, 15), width: 640, height: 340 },
  { name: 'poster', html: poster, width: 1000, height: 560 },
  { name: 'plate, noisy', html: plate, width: 800, height: 480, spoil: 'noise' },
  { name: 'plate, tilted', html: plate, width: 800, height: 480, spoil: 'tilt' },
];
