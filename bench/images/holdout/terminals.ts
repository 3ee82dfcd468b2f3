import { body, coloured, lines, table } from '../pageParts.ts';
import type { Page } from '../pages.ts';

const mono = "font-family:'Liberation Mono',monospace";

const journal = `Feb 11 06:25:01 db-west-3 CRON[29114]: (root) CMD (test -x /usr/sbin/anacron || run-parts /etc/cron.daily)
Feb 11 06:25:43 db-west-3 systemd[1]: Starting Rotate log files...
Feb 11 06:25:44 db-west-3 kernel: [918233.104512] EXT4-fs (nvme1n1p2): re-mounted. Opts: errors=remount-ro
Feb 11 06:26:10 db-west-3 sshd[29177]: Accepted publickey for deploy from 172.16.8.41 port 50322 ssh2
Feb 11 06:26:10 db-west-3 sshd[29177]: pam_unix(sshd:session): session opened for user deploy(uid=1003)
Feb 11 06:27:02 db-west-3 postgres[1184]: [7-1] LOG: checkpoint complete: wrote 5121 buffers (31.3%)
Feb 11 06:27:55 db-west-3 postgres[1190]: [9-1] FATAL: remaining connection slots are reserved
Feb 11 06:27:56 db-west-3 haproxy[812]: Server pg_back/node2 is DOWN, reason: Layer7 timeout, check duration: 3001ms`;

const processes = `  PID USER      PRI  NI  VIRT   RES   SHR S CPU% MEM%   TIME+  Command
 4471 mira       20   0 11.4G 1822M  310M R 98.2 11.4  2:14.07 node dist/server.js
 2210 mira       20   0 4731M  912M  201M S 12.6  5.7 14:52.33 /usr/lib/firefox/firefox
  991 root       20   0 2210M  143M 61280 S  4.0  0.9  8:01.90 /usr/bin/dockerd
 1702 postgres   20   0  420M 98120 91004 S  1.3  0.6  0:44.12 postgres: walwriter
 5033 mira       20   0 15220  5120  3584 R  0.7  0.0  0:00.41 htop
    1 root       20   0  165M 12032  8192 S  0.0  0.1  0:09.77 /sbin/init splash`;

const pytest = `tests/test_ledger.py::test_transfer_moves_money PASSED                     [ 25%]
tests/test_ledger.py::test_overdraft_is_refused FAILED                     [ 50%]
tests/test_ledger.py::test_history_is_sorted PASSED                        [ 75%]
tests/test_rates.py::test_unknown_currency PASSED                          [100%]

    def test_overdraft_is_refused(ledger):
        account = ledger.open("savings", balance=Decimal("20.00"))
>       with pytest.raises(OverdraftError):
E       Failed: DID NOT RAISE <class 'ledger.errors.OverdraftError'>

tests/test_ledger.py:42: Failed
1 failed, 3 passed in 0.37s`;

const gitLog = `* 9f31c0a (HEAD -> feature/retry-queue, origin/feature/retry-queue) Back off between attempts
* 41be7d2 Persist the queue across restarts
* c08a6f5 Merge branch 'main' into feature/retry-queue
* 7d92e13 (tag: v3.8.1, main) Bump undici from 6.19.2 to 6.21.0
* e5504bb Drop support for Node 18
On branch feature/retry-queue
Changes not staged for commit:
        modified:   src/queue/backoff.ts
        deleted:    src/queue/legacyTimer.ts
Untracked files:
        notes/timing.md`;

const diff = [
  ['#24292f', '#fff', '@@ -18,7 +18,8 @@ export async function loadProfile(id: string) {'],
  ['#24292f', '#fff', "   const cached = await cache.get('profile:' + id);"],
  ['#82071e', '#ffebe9', '-  if (cached) return JSON.parse(cached);'],
  ['#116329', '#dafbe1', '+  if (cached !== undefined) return profileSchema.parse(cached);'],
  ['#24292f', '#fff', `   const response = await fetch(\`\${origin}/profiles/\${id}\`);`],
  ['#82071e', '#ffebe9', '-  return response.json();'],
  ['#116329', '#dafbe1', '+  if (!response.ok) throw new HttpError(response.status);'],
  ['#116329', '#dafbe1', '+  return profileSchema.parse(await response.json());'],
  ['#24292f', '#fff', ' }'],
] as const;

const query = `shop=> select region, count(*) as orders, round(avg(total), 2) as mean from orders group by 1;
  region   | orders |  mean
-----------+--------+--------
 north     |  18204 |  57.31
 south     |   9977 |  61.08
 east      |  12450 |  48.90
 overseas  |    731 | 142.66
(4 rows)
Time: 211.904 ms`;

const powershell = `PS C:\\Projects\\Billing> dotnet build --configuration Release
  Determining projects to restore...
  Billing.Core -> C:\\Projects\\Billing\\src\\Core\\bin\\Release\\net9.0\\Billing.Core.dll
Invoices\\PdfRenderer.cs(117,29): error CS0103: The name 'pageMargin' does not exist in the current context
Invoices\\Totals.cs(64,13): warning CS8602: Dereference of a possibly null reference.
Build FAILED.
    1 Warning(s)
    1 Error(s)
Time Elapsed 00:00:07.62`;

const keywords = [
  ['PASSED|passed', '#6a9955'],
  ['FAILED|Failed|failed', '#f14c4c'],
  ['tests/\\S+', '#4fc1ff'],
] as const;

export const terminals: readonly Page[] = [
  {
    name: 'journal',
    html: body(
      'background:#2b2b2b',
      lines(journal, `padding:8px;color:#d0d0d0;${mono};font-size:13px;line-height:1.3`),
    ),
    width: 990,
    height: 160,
  },
  {
    name: 'processes',
    html: body('background:#000', lines(processes, `padding:6px;color:#00d75f;${mono};font-size:14px;line-height:1.2`)),
    width: 780,
    height: 140,
  },
  {
    name: 'test run',
    html: body(
      'background:#1e1e1e',
      `<pre style="margin:10px;color:#ccc;${mono};font-size:14px;line-height:1.4">${coloured(pytest, keywords)}</pre>`,
    ),
    width: 800,
    height: 270,
  },
  {
    name: 'git log, light',
    html: body(
      'background:#fafafa',
      lines(gitLog, `padding:12px;color:#383a42;${mono};font-size:12px;line-height:1.45`),
    ),
    width: 760,
    height: 220,
  },
  {
    name: 'diff',
    html: body(
      '',
      diff
        .map(([ink, ground, line]) =>
          lines(line, `padding:2px 10px;color:${ink};background:${ground};${mono};font-size:13px`),
        )
        .join(''),
    ),
    width: 700,
    height: 180,
  },
  {
    name: 'query',
    html: body(
      'background:#002b36',
      lines(query, `padding:12px;color:#93a1a1;${mono};font-size:15px;line-height:1.35`),
    ),
    width: 860,
    height: 210,
  },
  {
    name: 'powershell, jpeg',
    html: body(
      'background:#012456',
      lines(powershell, `padding:10px;color:#eee;${mono};font-size:14px;line-height:1.3`),
    ),
    width: 920,
    height: 200,
    spoil: 'jpeg',
  },
  {
    name: 'network panel',
    html: body(
      "background:#fff;color:#303942;font-family:'DejaVu Sans',sans-serif;font-size:11px",
      table(
        [
          ['Name', 'Status', 'Type', 'Initiator', 'Size', 'Time'],
          ['session?refresh=1', '401', 'fetch', 'auth.ts:58', '412 B', '96 ms'],
          ['bundle.8f2c1d.js', '200', 'script', '(index)', '318 kB', '240 ms'],
          ['avatar-large.webp', '304', 'webp', 'Profile.tsx:21', '0 B', '31 ms'],
          ['events/stream', '(pending)', 'eventsource', 'live.ts:12', '2.1 kB', '14.3 s'],
          ['graphql', '500', 'fetch', 'client.ts:133', '1.4 kB', '1.02 s'],
        ],
        'padding:4px 14px;border:1px solid #dadce0;font-size:11px',
      ),
    ),
    width: 680,
    height: 160,
  },
];
