import { body, table } from '../pageParts.ts';
import type { Page } from '../pages.ts';

const serif = "font-family:'Noto Serif',serif";
const book = "font-family:'DejaVu Serif',serif";
const sans = "font-family:'DejaVu Sans',sans-serif";
const noto = "font-family:'Noto Sans',sans-serif";
const mono = "font-family:'Liberation Mono',monospace";

const letter = `<div style="padding:30px 44px;line-height:1.55"><p>Stadtwerke Lindenau GmbH, Am Wehr 3, 04177 Leipzig</p><p style="margin-top:24px"><b>Ihre Abrechnung für das Jahr 2025</b></p><p>Sehr geehrte Frau Köhler,</p><p>im vergangenen Jahr haben Sie 2.914 Kilowattstunden verbraucht, das sind 7 Prozent weniger als zuvor. Aus Ihren Abschlägen ergibt sich ein Guthaben von 86,40 Euro, das wir Ihnen bis zum 15. März überweisen.</p><p>Ihr neuer monatlicher Abschlag beträgt 79 Euro. Möchten Sie ihn ändern, genügt eine kurze Nachricht an uns.</p><p>Mit freundlichen Grüßen<br>Ihr Kundenservice</p></div>`;

const einstellungen = `<div style="padding:20px 28px;width:560px"><div style="font-size:20px;margin-bottom:12px">Sicherung und Wiederherstellung</div>${[
  ['Letzte Sicherung', 'heute, 04:30 Uhr'],
  ['Häufigkeit', 'täglich'],
  ['Speicherort', 'D:\\Sicherungen\\Büro'],
  ['Aufbewahren für', '60 Tage'],
  ['Verschlüsselung', 'eingeschaltet'],
]
  .map(
    ([name, value]) =>
      `<div style="display:flex;justify-content:space-between;padding:8px 0;border-bottom:1px solid #ddd"><span>${name}</span><span style="color:#0b5cad">${value}</span></div>`,
  )
  .join(
    '',
  )}<div style="margin-top:16px;display:flex;gap:10px"><span style="padding:6px 14px;background:#0b5cad;color:#fff">Jetzt sichern</span><span style="padding:6px 14px;border:1px solid #999">Ältere Stände löschen</span></div></div>`;

const fahrplan = table(
  [
    ['Linie', 'Richtung', 'Abfahrt', 'Gleis', 'Hinweis'],
    ['RE 13', 'Nürnberg Hbf', '14:06', '4', 'fünf Minuten später'],
    ['S 2', 'Flughafen', '14:11', '1', ''],
    ['ICE 592', 'München Hbf', '14:23', '7', 'Wagen in umgekehrter Reihung'],
    ['RB 41', 'Weißenburg', '14:30', '2', 'fällt aus'],
  ],
  'padding:6px 18px;border-bottom:1px solid #4466aa;font-size:17px',
);

const slide = `<div style="padding:44px 60px"><div style="font-size:38px;color:#1d3557">Why we moved to weekly releases</div><ul style="font-size:24px;line-height:1.8"><li>Smaller changes are easier to review and to undo</li><li>Median time from merge to user: 19 days, now 4</li><li>Hotfixes fell from 11 per quarter to 2</li><li>Support learns about features before users do</li></ul><div style="font-size:16px;color:#777">Platform team, spring review 2026</div></div>`;

const receipt = `GREENLEAF MARKET
214 Harbour Road, Portsmouth
Served by: Aneta        Till 06

Oat milk 1 l      2 x 1.95   3.90
Sourdough loaf               4.20
Tomatoes 0.734 kg            2.57
Olive oil 500 ml             8.49
Bag for life                 0.30

TOTAL                       19.46
Card payment                19.46
Auth 093184   12/03/26 18:22
Thank you, see you again!`;

const docs = `<div style="display:flex"><div style="width:160px;padding:20px;background:#f8f9fa;font-size:13px;line-height:2">${['Introduction', 'Installation', 'Quick start', 'Configuration', 'Webhooks', 'Error codes'].map(name => `<div>${name}</div>`).join('')}</div><div style="flex:1;padding:14px 30px;font-size:15px;line-height:1.6"><h2 style="margin:6px 0">Webhooks</h2><p>Each event is sent as a signed POST request. Verify the header <code style="${mono};background:#eee">X-Signature-256</code> before you trust the payload.</p><pre style="${mono};font-size:13px;background:#f1f3f5;padding:10px 12px">curl -X POST https://api.parcelhub.example/v1/hooks \\
  -H "Authorization: Bearer $TOKEN" \\
  -d url=https://example.org/in -d events=parcel.delivered</pre><p>We retry up to 8 times over 36 hours. After that the hook is disabled and you get an email.</p></div></div>`;

const contract = `<div style="padding:28px 46px;line-height:1.5;text-align:justify"><p><b>7. Termination</b></p><p>7.1 Either party may terminate this agreement by giving not less than ninety (90) days' written notice to the other party, provided that no such notice takes effect before the first anniversary of the Commencement Date.</p><p>7.2 A party may terminate with immediate effect if the other commits a material breach which, where capable of remedy, is not remedied within thirty (30) days of a notice specifying it.</p><p>7.3 On termination the Supplier shall return or destroy all Confidential Information and certify in writing that it has done so. Clauses 4, 9 and 11 survive.</p></div>`;

const recipe = `<div style="padding:30px 50px;line-height:1.6"><div style="font-size:30px">Lentil soup with lemon</div><p><i>Serves four, ready in 35 minutes</i></p><p>250 g red lentils, 2 carrots, 1 onion, 3 cloves of garlic, 1.2 litres of stock, the juice of half a lemon, 1 teaspoon of cumin.</p><p>Fry the chopped onion and carrots for six minutes. Add garlic and cumin, stir, then pour in the lentils and the stock. Simmer for twenty minutes, blend half of it, and finish with the lemon juice.</p></div>`;

const notice = `<div style="margin:60px 110px;padding:34px;background:#fffbe6;border:3px solid #333;text-align:center"><div style="font-size:46px;font-weight:bold">LIFT OUT OF ORDER</div><div style="font-size:28px;margin-top:16px">Please use the stairs or the goods lift</div><div style="font-size:24px;margin-top:12px">Repair expected: Thursday 14:00</div></div>`;

const shield = `<div style="margin:70px 90px;padding:30px;background:#1b4d89;color:#fff;border:5px solid #fff;text-align:center"><div style="font-size:48px;font-weight:bold">Durchfahrt verboten</div><div style="font-size:30px;margin-top:12px">Anlieger frei bis 3,5 t</div></div>`;

export const documents: readonly Page[] = [
  {
    name: 'letter, German',
    html: body(`background:#fff;color:#222;${serif};font-size:16px`, letter),
    width: 800,
    height: 460,
  },
  {
    name: 'settings, German',
    html: body(`background:#fff;color:#222;${noto};font-size:14px`, einstellungen),
    width: 640,
    height: 300,
  },
  {
    name: 'departures, German',
    html: body(`background:#0a2a6b;color:#fff;${noto};font-size:17px`, fahrplan),
    width: 780,
    height: 200,
  },
  { name: 'sign, German', html: body(`background:#8aa27f;${sans}`, shield), width: 860, height: 340, spoil: 'tilt' },
  { name: 'slide', html: body(`background:#fff;color:#222;${sans}`, slide), width: 960, height: 440 },
  {
    name: 'receipt, noisy',
    html: body(
      'background:#ddd',
      `<pre style="margin:20px;padding:20px;width:330px;background:#fff;color:#222;${mono};font-size:16px;line-height:1.4">${receipt}</pre>`,
    ),
    width: 420,
    height: 430,
    spoil: 'noise',
  },
  { name: 'documentation', html: body(`background:#fff;color:#212529;${noto}`, docs), width: 860, height: 320 },
  {
    name: 'contract',
    html: body(`background:#fff;color:#111;${book};font-size:14px`, contract),
    width: 740,
    height: 370,
  },
  {
    name: 'recipe, tilted',
    html: body(`background:#fdf8ef;color:#333;${serif};font-size:20px`, recipe),
    width: 860,
    height: 460,
    spoil: 'tilt',
  },
  { name: 'notice, jpeg', html: body(`background:#b9b2a3;${sans}`, notice), width: 940, height: 360, spoil: 'jpeg' },
];
