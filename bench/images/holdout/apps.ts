import { body, table } from '../pageParts.ts';
import type { Page } from '../pages.ts';

const noto = "font-family:'Noto Sans',sans-serif";
const dejavu = "font-family:'DejaVu Sans',sans-serif";
const narrow = "font-family:'Liberation Sans Narrow',sans-serif";

const tile = (title: string, value: string, note: string): string =>
  `<div style="width:200px;padding:14px 18px;background:#fff;border-radius:8px;box-shadow:0 1px 3px #0003"><div style="color:#6b7280;font-size:13px">${title}</div><div style="font-size:30px;margin:6px 0">${value}</div><div style="color:#16a34a;font-size:12px">${note}</div></div>`;

const shop = `<div style="display:flex;gap:18px;padding:22px">${tile('Net revenue', '$48,219', 'up 6.4% on last week')}${tile('Open carts', '1,077', '212 older than a day')}${tile('Refund rate', '2.8%', 'target is below 3%')}</div>
<div style="padding:0 22px"><h3 style="margin:4px 0 10px">Orders waiting for stock</h3>${table(
  [
    ['Order', 'Customer', 'Item', 'Since'],
    ['#50418', 'Halima Osei', 'Desk lamp, brass', '3 days'],
    ['#50436', 'Jonas Eklund', 'Standing mat', '2 days'],
    ['#50440', 'Beatriz Fonseca', 'Cable tray, 120 cm', '5 hours'],
  ],
  'padding:7px 26px 7px 0;border-bottom:1px solid #e5e7eb',
)}</div>`;

const monitoring = `<div style="padding:16px;display:grid;grid-template-columns:repeat(4,150px);gap:14px">${[
  ['CPU', '71 %', '#f2cc0c'],
  ['Memory', '13.2 GiB', '#73bf69'],
  ['Disk writes', '42 MB/s', '#73bf69'],
  ['Queue depth', '3,806', '#f2495c'],
  ['Pods ready', '17 / 18', '#f2cc0c'],
  ['Uptime', '26 days', '#73bf69'],
  ['Requests', '905 /s', '#73bf69'],
  ['Apdex', '0.93', '#73bf69'],
]
  .map(
    ([name, value, colour]) =>
      `<div style="background:#181b1f;padding:10px 12px"><div style="font-size:13px;color:#ccccdc">${name}</div><div style="font-size:26px;color:${colour};margin-top:6px">${value}</div></div>`,
  )
  .join('')}</div>`;

const dialog = `<div style="padding:46px 90px;background:#0009"><div style="width:430px;background:#fff;border-radius:6px;padding:22px 26px;color:#1f2328"><div style="font-size:18px;font-weight:bold">Delete this environment?</div><p style="font-size:14px;line-height:1.5">The environment <b>staging-eu</b> and its 14 secrets will be removed for everyone in the workspace. Deployments that are running now will fail.</p><p style="font-size:14px">This cannot be undone.</p><div style="display:flex;gap:12px;justify-content:flex-end;font-size:14px"><div style="padding:7px 16px;border:1px solid #ccc;border-radius:6px">Cancel</div><div style="padding:7px 16px;background:#cf222e;color:#fff;border-radius:6px">Delete environment</div></div></div></div>`;

const messageBox = `<div style="width:440px;border:1px solid #888;background:#f0f0f0;font-size:12px"><div style="background:#fff;padding:7px 10px">Backup Agent</div><div style="background:#fff;padding:16px 14px 26px">The archive could not be opened. It is in use by another process (code 0x80070020).<br>Close the other program and try again.</div><div style="display:flex;gap:8px;justify-content:flex-end;padding:10px"><span style="border:1px solid #aaa;padding:3px 22px;background:#e1e1e1">Retry</span><span style="border:1px solid #aaa;padding:3px 22px;background:#e1e1e1">Ignore</span><span style="border:1px solid #aaa;padding:3px 22px;background:#e1e1e1">Abort</span></div></div>`;

const review = `<div style="padding:18px 24px;font-size:14px;line-height:1.6"><div style="font-size:22px">Cache the exchange rates for an hour <span style="color:#59636e">#1893</span></div><div style="color:#59636e">tobias-w wants to merge 3 commits into main from rates-cache</div>
<div style="border:1px solid #d1d9e0;border-radius:6px;margin-top:14px"><div style="background:#f6f8fa;padding:6px 14px">keiko-m commented 2 hours ago</div><div style="padding:10px 14px">Nice and small. Two questions: what happens when the bank's server answers 503, and should the hour be a setting? Some of our customers trade in very volatile currencies.</div></div>
<div style="border:1px solid #d1d9e0;border-radius:6px;margin-top:12px"><div style="background:#f6f8fa;padding:6px 14px">tobias-w commented 40 minutes ago</div><div style="padding:10px 14px">Good points. On an error the old rates stay for ten more minutes; I added a test. I would rather keep the setting for a follow-up.</div></div><div style="margin-top:12px;color:#1a7f37">All checks have passed: 12 successful, 1 skipped</div></div>`;

const board = `<div style="display:flex;gap:14px;padding:16px">${[
  ['To do', ['Localise the date picker', 'Explain error E417 in the docs', 'Upgrade to Postgres 17']],
  ['In progress', ['Offline mode for the map', 'Audit log export']],
  ['Review', ['Faster search on phones', 'Fix flaky upload test']],
]
  .map(
    ([name, cards]) =>
      `<div style="width:230px;background:#ebecf0;padding:10px;border-radius:6px"><div style="font-weight:bold;margin-bottom:8px">${name}</div>${[...(cards ?? [])].map(card => `<div style="background:#fff;padding:9px 11px;margin-bottom:8px;border-radius:4px">${card}</div>`).join('')}</div>`,
  )
  .join('')}</div>`;

const sheet = table(
  [
    ['', 'A', 'B', 'C', 'D', 'E'],
    ['1', 'Warehouse', 'January', 'February', 'March', 'Sum'],
    ['2', 'Rotterdam', '12,840', '13,102', '12,977', '38,919'],
    ['3', 'Gdansk', '7,455', '8,010', '8,363', '23,828'],
    ['4', 'Valencia', '9,120', '8,874', '9,655', '27,649'],
    ['5', 'Trieste', '3,316', '3,498', '2,950', '9,764'],
    ['6', 'All sites', '32,731', '33,484', '33,945', '100,160'],
  ],
  'border:1px solid #c0c0c0;padding:3px 18px;min-width:40px;font-size:14px',
);

const mail = `<div style="padding:18px 26px;font-size:15px;line-height:1.55"><div style="font-size:20px;font-weight:bold;margin-bottom:6px">Keys for the new office</div><div style="color:#555;font-size:13px">From: Rosalind Achterberg &lt;r.achterberg@studio-north.example&gt;<br>To: everyone@studio-north.example<br>Sent: Tuesday, 3 March 2026 17:48</div><p>Dear all,</p><p>from Monday on the old badges no longer open the front door. Please collect your new one at the reception on the second floor, between 9:00 and 11:30, and bring the old badge with you.</p><p>If you work from home that day, write to facilities@studio-north.example and we will keep yours in the safe.</p><p>Best regards,<br>Rosalind</p></div>`;

const darkChat = [
  ['dana', '09:41', 'the staging deploy hangs at step 7 of 9 again'],
  ['ravi', '09:42', 'same as last week? that was the healthcheck, it called /status instead of /healthz'],
  ['dana', '09:44', 'yes! fixed in 6c1e0d4, thanks. Could we add a timeout of 90 seconds there?'],
  ['ravi', '09:45', 'opened OPS-2217 for it'],
]
  .map(
    ([who, when, text]) =>
      `<div style="margin:12px 18px"><b style="color:#e8912d">${who}</b> <span style="color:#9a9b9d;font-size:12px">${when}</span><div style="margin-top:3px">${text}</div></div>`,
  )
  .join('');

const phone = `<div style="width:360px;font-size:16px"><div style="display:flex;justify-content:space-between;padding:8px 16px;font-size:13px"><span>18:07</span><span>5G 64%</span></div><div style="font-size:24px;font-weight:bold;padding:10px 16px">Your trips</div>${[
  ['Lisbon', '12 to 16 May, 2 guests', 'Confirmed'],
  ['Edinburgh', '3 to 5 June, 1 guest', 'Waiting for payment'],
  ['Tallinn', '20 to 27 August, 4 guests', 'Cancelled by host'],
]
  .map(
    ([where, when, state]) =>
      `<div style="margin:10px 16px;padding:14px;background:#f3f4f6;border-radius:14px"><b>${where}</b><div style="font-size:14px;color:#4b5563;margin:4px 0">${when}</div><div style="font-size:13px;color:#7c3aed">${state}</div></div>`,
  )
  .join('')}</div>`;

export const apps: readonly Page[] = [
  {
    name: 'shop dashboard',
    html: body(`background:#f3f4f6;color:#111827;${noto};font-size:14px`, shop),
    width: 800,
    height: 370,
  },
  { name: 'monitoring', html: body(`background:#111217;${noto}`, monitoring), width: 690, height: 210 },
  { name: 'dialog', html: body(`background:#e8edf2;${noto}`, dialog), width: 660, height: 330 },
  { name: 'message box', html: body(`background:#c7d3de;padding:20px;${dejavu}`, messageBox), width: 500, height: 200 },
  { name: 'review', html: body(`background:#fff;color:#1f2328;${noto}`, review), width: 800, height: 380 },
  {
    name: 'board',
    html: body(`background:#0079bf;color:#172b4d;${noto};font-size:14px`, board),
    width: 810,
    height: 220,
  },
  { name: 'sheet', html: body(`background:#fff;color:#000;${narrow};font-size:15px`, sheet), width: 560, height: 190 },
  {
    name: 'mail, shrunk',
    html: body(`background:#fff;color:#222;${dejavu}`, mail),
    width: 860,
    height: 430,
    spoil: 'shrink',
  },
  {
    name: 'chat, dark',
    html: body(`background:#1a1d21;color:#d1d2d3;${noto};font-size:15px`, darkChat),
    width: 720,
    height: 270,
  },
  { name: 'phone, 2x', html: body(`background:#fff;color:#111827;${noto}`, phone), width: 392, height: 420, scale: 2 },
];
