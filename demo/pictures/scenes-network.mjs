// Pictures of the sites: showrooms, workshops, the used-car lot, the stand at the motor show.
import { ellipse, group, line, path, place, range, rect, words } from './draw.mjs';
import { front } from './front.mjs';
import { BOUQUET, crowd, KEYS, person, SKIN, TABLET } from './people.mjs';
import { bay, clouds, facade, hill, lamp, mirrored, plant, room, sky, tree, tube } from './places.mjs';
import { cargo, lys, mica, PAINT } from './vehicles.mjs';

const sign = (x, y, size, town, ink = '#17392f') => words(x, y, 'ORVANE', size, ink, `text-anchor="middle" font-weight="800" letter-spacing="${size * 0.16}"`) + (town ? words(x, y + size * 0.72, town, size * 0.46, ink, `text-anchor="middle" font-weight="500" letter-spacing="${size * 0.08}"`) : '');

const counter = (s, x, y, k) => place(ellipse(0, 0, 100, 7, '#04090c', `opacity=".3" ${s.blur(4)}`) + path('M-92-104H92L84 0H-84Z', s.linear(['#ffffff', '#d7d2c6'])) + rect(-100, -112, 200, 12, '#b98a58', 'rx="3"') + rect(-60, -70, 120, 4, '#1f7a60') + rect(-26, -150, 48, 32, '#242d31', 'rx="3"') + rect(-4, -120, 6, 9, '#242d31'), { x, y, scale: k });

const lyonView = (s) => [
  rect(0, 0, 1600, 800, s.linear(['#a9cfe4', '#eef3ea'])),
  hill(s, 560, 210, '#8fb08c', { waves: 1.5, phase: 0.9 }),
  range(30, (i) => {
    const [x, top] = [40 + i * 42, s.between(400, 490)];
    return rect(x, top, 43, 560 - top, s.pick(['#e8cfa6', '#d9a98a', '#efe2c8', '#cf9f80'])) + path(`M${x - 2} ${top}l23-18l24 18z`, '#a4604a') + range(3, (j) => rect(x + 9, top + 12 + j * 26, 7, 14, '#6f7f86') + rect(x + 26, top + 12 + j * 26, 7, 14, '#6f7f86'));
  }),
  path('M560 330h130v80h-130z', '#f4efe2') + [556, 590, 650, 684].map((x) => rect(x, 290, 20, 120, '#f7f2e6') + path(`M${x - 3} 292l13-22l13 22z`, '#b9c2bf')).join(''),
  rect(0, 556, 1600, 110, s.linear(['#9cc3cd', '#6f9fb0'])) + range(24, () => ellipse(s.rand() * 1200, s.between(566, 640), s.between(20, 60), 1.6, '#fff', 'opacity=".4"')),
  rect(0, 650, 1600, 120, '#c9bda6') + range(8, (i) => tree(s, 110 + i * 150, 735, 190, '#7da663')),
].join('');

const twoPostLift = (s, x, y, k, height, top) => [
  [-1, 1].map((side) => rect(x + side * 300 * k - 22 * k, y - top * k, 44 * k, top * k, s.linear(['#f2b23c', '#c07f16'], [0, 0, 1, 0])) + rect(x + side * 300 * k - 40 * k, y - 12 * k, 80 * k, 12 * k, '#5a4a2a') + rect(x + side * 300 * k - 28 * k, y - height - 40 * k, 56 * k, 60 * k, '#2b3438')).join(''),
  rect(x - 300 * k, y - (top + 6) * k, 600 * k, 14 * k, '#c07f16'),
].join('');

const toolWall = (s, x, y, w, h) => rect(x, y, w, h, '#33474f', 'rx="6"') + range(Math.floor(w / 44) * 3, (i) => {
  const n = Math.floor(w / 44);
  const [tx, ty] = [x + 22 + (i % n) * 44, y + 18 + Math.floor(i / n) * (h / 3)];
  const c = s.pick(['#d6dde0', '#b9c3c6', '#e8a93a', '#d8573f']);
  return s.pick([
    () => rect(tx - 3, ty, 6, h * 0.2, '#c9d1d4', 'rx="2"') + rect(tx - 6, ty + h * 0.12, 12, h * 0.12, c, 'rx="4"'),
    () => ellipse(tx, ty + 8, 8, 8, 'none', `stroke="${c}" stroke-width="4"`) + rect(tx - 3, ty + 14, 6, h * 0.18, c),
    () => rect(tx - 14, ty, 28, 12, '#8b979b', 'rx="2"') + rect(tx - 3, ty + 8, 6, h * 0.2, '#9a6b3c', 'rx="2"'),
  ])();
});

const toolChest = (s, x, y, k) => place(ellipse(0, 0, 56, 6, '#04090c', `opacity=".3" ${s.blur(4)}`) + rect(-48, -94, 96, 86, s.linear(['#d8573f', '#9c3322']), 'rx="5"') + range(5, (i) => rect(-42, -88 + i * 16, 84, 13, '#b9452f', 'rx="2"') + rect(-16, -83 + i * 16, 32, 3, '#f2d9d2', 'rx="1.5"')) + ellipse(-34, -4, 6, 6, '#20282b') + ellipse(34, -4, 6, 6, '#20282b'), { x, y, scale: k });

export const networkScenes = {
  'showroom-lyon': {
    light: { lightAt: [0.4, 0.2, 0.9], strength: 0.36 },
    draw: (s) => [
      room(s, 800, '#efe8da', '#d6cab4'),
      bay(s, { x: 60, y: 170, w: 1100, h: 560, columns: 4, view: lyonView(s) }),
      rect(1210, 190, 340, 330, '#1f6b57', 'rx="8"') + sign(1380, 340, 56, 'LYON GERLAND', '#f4f8f2'),
      [340, 700, 1060, 1400].map((x) => lamp(s, x, 130, 46)).join(''),
      path('M120 800L60 1200M480 800L420 1200M840 800L860 1200M1200 800L1320 1200M0 900H1600M0 1040H1600', 'none', 'stroke="#fff" stroke-width="2" opacity=".35"'),
      plant(s, { x: 1560, y: 830, scale: 2.4 }), plant(s, { x: 40, y: 830, scale: 2.2 }),
      counter(s, 1350, 850, 1.5),
      person(s, { x: 1270, y: 838, scale: 1.55, woman: true, cut: 'bun', hair: '#8d3f22', top: '#1f7a60', kind: 'jacket', skin: SKIN[0] }),
      mirrored(s, 900, 60, () => mica(s, { x: 340, y: 900, scale: 1.4, paint: PAINT.ice })),
      mirrored(s, 1090, 100, () => lys(s, { x: 860, y: 1090, scale: 2, paint: PAINT.pine })),
      crowd(s, [{ x: 1400, y: 1110, scale: 2, pose: 'relaxed', mirror: true }, { x: 1510, y: 1120, scale: 2, pose: 'tablet', holds: TABLET, woman: true, top: '#2f4d78' }]),
    ].join(''),
  },
  'showroom-nantes': {
    height: 1067,
    light: { light: '#ffcfa0', lightAt: [0.5, 0.6, 0.8], strength: 0.4, frame: 0.4 },
    draw: (s) => [
      sky(s, ['#2f4470', '#7a6a94', '#d9907f', '#f7c48d']),
      clouds(s, 5, 130, 300, '#f0b7a5', 0.4),
      place(line('M0 0L60-330M120 0L60-330M20-110H100M36-200H84', '#e0a52c', 12) + path('M-60-352H260L250-330H-60Z', '#e0a52c') + rect(20, -392, 80, 44, '#c58a1c') + line('M60-390L250-350M60-392L-50-352', '#c58a1c', 6) + line('M220-332V-220', '#4a3a2a', 3), { x: 90, y: 760, scale: 1.25 }),
      rect(0, 740, 1600, 40, '#6b6478'),
      rect(420, 360, 1120, 430, s.linear(['#ffe7b5', '#ffd28a', '#f2b878'])),
      group([
        rect(420, 640, 1120, 150, '#d9a76c'),
        range(5, (i) => lamp(s, 520 + i * 230, 440, 30, '#1f7a60')),
        lys(s, { x: 700, y: 770, scale: 0.92, paint: PAINT.pearl }), mica(s, { x: 1120, y: 768, scale: 0.92 }), lys(s, { x: 1480, y: 770, scale: 0.92, paint: PAINT.night }),
        crowd(s, [{ x: 930, y: 772, scale: 0.98 }, { x: 970, y: 772, scale: 0.98, pose: 'tablet' }, { x: 1340, y: 774, scale: 0.98, pose: 'point' }]),
        plant(s, { x: 450, y: 780, scale: 1 }),
      ].join(''), s.clip(rect(420, 360, 1120, 430, '#000'))),
      line(range(6, (i) => `M${420 + i * 224} 360V790`), '#2c3a44', 8) + line('M420 470H1540', '#2c3a44', 5),
      path('M380 360H1600V270H400Z', s.linear(['#3d4c58', '#25313b'])) + rect(380, 354, 1220, 12, '#f3b647'),
      sign(900, 340, 58, '', '#fff3d8') + words(1330, 336, 'NANTES', 40, '#f3b647', 'text-anchor="middle" font-weight="600" letter-spacing="8"'),
      rect(0, 786, 1600, 290, s.linear(['#5d5668', '#423f52', '#2e2e40'])),
      path('M420 790L300 1000H1600V790Z', s.linear([[0, '#ffd89a', 0.5], [1, '#ffd89a', 0]])),
      tree(s, 330, 800, 300, '#55705f'),
      mirrored(s, 990, 77, () => cargo(s, { x: 420, y: 990, scale: 1.35, lights: false })),
      person(s, { x: 900, y: 1000, scale: 1.5, pose: 'walk', cut: 'curls', woman: true, top: '#a8503a', kind: 'jacket', skin: SKIN[4], light: 0.85 }),
      range(7, (i) => rect(1010 + i * 90, 960, 5, 60, '#2b2f3c') + ellipse(1012 + i * 90, 958, 7, 7, '#ffe2a4') + s.glow(1012 + i * 90, 958, 44, '#ffe2a4', 0.5)),
    ].join(''),
  },
  'showroom-leeds': {
    light: { light: '#e6eef2', strength: 0.2, frame: 0.3 },
    draw: (s) => [
      sky(s, ['#8d9eab', '#bfc9cd', '#dcdfda']),
      clouds(s, 8, 80, 300, '#eceeed', 0.6),
      range(7, (i) => facade(s, { x: i * 240 - 40, y: 800, w: 236, h: s.between(330, 420), colour: s.pick(['#9b6350', '#a56f58', '#8d5a4b']), rows: 3, columns: 3, roof: '#56606a' }) + rect(i * 240 + 130, 320 + (i % 2) * 30, 34, 90, '#7d5042')),
      rect(200, 410, 1200, 460, s.linear(['#a2604a', '#85493a'])) + range(17, (r) => range(19, (c) => rect(200 + c * 64, 412 + r * 27, 60, 23, s.pick(['#a8654e', '#9c5c47', '#b06d55', '#8f5140']), 'opacity=".55"'))),
      path('M180 410H1420V380L800 300L180 380Z', '#d9d3c6') + rect(180, 400, 1240, 18, '#efeadf'),
      [0, 1, 2].map((i) => { const x = 250 + i * 380; return path(`M${x} 860V600C${x} 520 ${x + 340} 520 ${x + 340} 600V860Z`, '#efeadf') + group(rect(x, 530, 340, 330, s.linear(['#fbeccb', '#c9c3b2'])) + (i === 1 ? lys(s, { x: x + 170, y: 850, scale: 0.72, paint: PAINT.plum, mirror: true }) : i === 0 ? mica(s, { x: x + 170, y: 850, scale: 0.8, paint: PAINT.amber, mirror: true }) : lys(s, { x: x + 170, y: 850, scale: 0.72, paint: PAINT.pine, mirror: true })), s.clip(`<path d="M${x + 12} 860V604C${x + 12} 534 ${x + 328} 534 ${x + 328} 604V860Z"/>`)) + line(`M${x + 170} 548V860M${x + 12} 640H${x + 328}`, '#2f3b40', 6); }).join(''),
      rect(470, 440, 660, 84, '#17392f', 'rx="6"') + words(800, 500, 'ORVANE  LEEDS', 54, '#f4f0e2', 'text-anchor="middle" font-weight="800" letter-spacing="12"'),
      rect(0, 858, 1600, 60, s.linear(['#c3c0b8', '#a5a39c'])) + rect(0, 914, 1600, 8, '#7e7d78'),
      rect(0, 922, 1600, 280, s.linear(['#666d72', '#4c5358', '#3d4449'])),
      line('M0 1010H1600', '#e8c95a', 5) + line('M0 1022H1600', '#e8c95a', 5),
      group(lys(s, { x: 640, y: 0, scale: 1.9, paint: PAINT.graphite, mirror: true, shadow: 0 }), `transform="translate(0 1110) scale(1 -1)" opacity=".16" ${s.blur(7)}`),
      lys(s, { x: 640, y: 1110, scale: 1.95, paint: PAINT.night, mirror: true }),
      crowd(s, [{ x: 1220, y: 940, scale: 1.4, pose: 'give', mirror: false, holds: '' , top: '#2f3b40', kind: 'jacket', woman: false, skin: SKIN[4] }, { x: 1300, y: 942, scale: 1.4, pose: 'relaxed', woman: true, top: '#c98a2b' }]),
      place(path('M-90-150C-84-206 84-206 90-150C74-160 60-160 46-150C30-160 14-160 0-150C-14-160-30-160-46-150C-60-160-74-160-90-150Z', s.linear(['#e0b23e', '#b3801e'])) + line('M0-150V-70', '#333', 4), { x: 1478, y: 930, scale: 1.05 }),
      person(s, { x: 1450, y: 948, scale: 1.42, pose: 'cup', top: '#5b4a78', kind: 'jacket', skin: SKIN[0], cut: 'crop' }),
      rect(70, 640, 10, 280, '#24302f') + rect(40, 600, 70, 70, '#24302f', 'rx="6"') + rect(50, 610, 50, 50, '#fff2cf') + s.glow(75, 640, 110, '#fff2cf', 0.4),
    ].join(''),
  },
  'atelier-pont': {
    light: { light: '#eef6ff', strength: 0.2, frame: 0.36 },
    draw: (s) => [
      room(s, 860, '#bcc7c8', '#8f979a'),
      rect(0, 560, 1600, 300, '#2f6f5c', 'opacity=".75"') + rect(0, 552, 1600, 8, '#f3b647'),
      [120, 640, 1160].map((x) => tube(s, x, 90, 320)).join(''),
      toolWall(s, 60, 260, 330, 240), rect(1190, 250, 350, 270, '#e9edea', 'rx="4"') + rect(1202, 262, 326, 246, s.linear(['#cfe3ea', '#a9c4cd'])) + line('M1365 262v246M1202 385h326', '#e9edea', 8),
      range(4, (i) => ellipse(1270 + i * 2, 812 - i * 44, 74, 22, '#1b2124') + ellipse(1270 + i * 2, 806 - i * 44, 40, 10, '#40494d')),
      path('M0 960H1600', 'none', 'stroke="#f3d25a" stroke-width="10" opacity=".7"') + path('M250 1140H1350', 'none', 'stroke="#f3d25a" stroke-width="10" opacity=".7"'),
      twoPostLift(s, 800, 1060, 1.9, 440, 428),
      lys(s, { x: 800, y: 640, scale: 2.05, paint: PAINT.night, shadow: 0 }),
      rect(360, 596, 880, 16, '#39444a', 'rx="4"') + [560, 1040].map((x) => rect(x - 26, 580, 52, 20, '#20282b', 'rx="4"')).join(''),
      ellipse(800, 1062, 460, 22, '#04090c', `opacity=".3" ${s.blur(12)}`),
      person(s, { x: 700, y: 1070, scale: 2.15, pose: 'reach', kind: 'work', top: '#1f5f7a', bottom: '#1c3f52', skin: SKIN[1], cut: 'cap', hair: '#20282b' }),
      s.glow(740, 640, 110, '#fff4c8', 0.6),
      person(s, { x: 930, y: 1086, scale: 2.15, pose: 'tablet', kind: 'work', top: '#1f5f7a', bottom: '#1c3f52', skin: SKIN[4], cut: 'bun', woman: true, holds: TABLET }),
      toolChest(s, 240, 1090, 2.1), toolChest(s, 1430, 1080, 1.9),
    ].join(''),
  },
  'atelier-diagnostic': {
    light: { light: '#eef6ff', strength: 0.2, frame: 0.34 },
    draw: (s) => [
      room(s, 820, '#d4dad6', '#9aa3a4'),
      rect(0, 600, 1600, 220, '#e9ece6') + rect(0, 592, 1600, 8, '#1f7a60'),
      [180, 980].map((x) => tube(s, x, 80, 420)).join(''),
      toolWall(s, 70, 220, 420, 270),
      rect(900, 190, 600, 370, '#1d2629', 'rx="14"') + rect(916, 206, 568, 338, s.linear(['#12302a', '#0c211d']), 'rx="6"'),
      words(946, 258, 'Batterie 52 kWh', 30, '#bfe9d7', 'font-weight="600"') + words(946, 352, '94 %', 84, '#ffffff', 'font-weight="800"') + words(946, 394, 'santé mesurée', 26, '#8fc9b2'),
      range(12, (i) => rect(946 + i * 44, 500 - (30 + s.rand() * 34), 30, 30 + s.rand() * 4, i === 7 ? '#f3b647' : '#3fb78c', 'rx="4"')) + line('M946 504H1470', '#2f5a4d', 2),
      line(`M1190 360${range(9, (i) => `L${1220 + i * 28} ${(330 - Math.sin(i * 0.8) * 30 - i * 5).toFixed(1)}`)}`, '#f3b647', 5),
      rect(1170, 560, 60, 30, '#1d2629'),
      lys(s, { x: 600, y: 1060, scale: 2.2, paint: PAINT.pearl, mirror: true, extra: path('M46-83L124-102L128-94L52-76Z', '#0b1114') + line('M84-90L88-134', '#7b868a', 2.5) + path('M128-101C108-122 84-144 58-160L52-156C62-150 92-124 118-98Z', s.linear(['#cdd5d4', '#87928f'], [1, 0, 0, 1])) }),
      line('M960 872C1010 1000 1130 960 1200 890', '#e8782c', 7),
      toolChest(s, 1490, 1060, 2.1),
      place(rect(-60, -110, 120, 8, '#39454a', 'rx="3"') + line('M-46-104L-54 0M46-104L54 0', '#39454a', 6) + path('M-44-114H44L36-166H-36Z', '#20282b') + path('M-38-118H38L32-160H-32Z', '#7fd0b0'), { x: 1240, y: 1080, scale: 1.7 }),
      person(s, { x: 1330, y: 1090, scale: 2.2, pose: 'tablet', mirror: true, kind: 'work', top: '#1f7a60', bottom: '#24463c', skin: SKIN[2], cut: 'bun', hair: '#4b3024', woman: true, holds: TABLET }),
    ].join(''),
  },
  'remise-cles': {
    light: { lightAt: [0.3, 0.2, 0.9], strength: 0.4 },
    draw: (s) => [
      room(s, 820, '#f0e6d4', '#d9ccb4'),
      bay(s, { x: 90, y: 150, w: 760, h: 560, columns: 3, view: rect(0, 0, 900, 800, s.linear(['#b3d6e6', '#f4f1e2'])) + hill(s, 640, 120, '#9dbd94', { waves: 2, to: 800 }) + [180, 420, 700].map((x) => tree(s, x, 720, 330, '#7fab60')).join('') }),
      rect(930, 170, 600, 390, '#1f6b57', 'rx="10"') + words(1230, 310, 'Bonne route', 76, '#f8f4e6', 'text-anchor="middle" font-weight="700"') + words(1230, 390, 'avec votre Lys', 52, '#f3c567', 'text-anchor="middle" font-weight="600"') + path('M1090 440H1370', 'none', 'stroke="#f8f4e6" stroke-width="4" opacity=".5"') + words(1230, 500, 'ORVANE', 34, '#f8f4e6', 'text-anchor="middle" font-weight="800" letter-spacing="10"'),
      [260, 700, 1230].map((x) => lamp(s, x, 110, 42)).join(''),
      plant(s, { x: 60, y: 860, scale: 2.6 }), plant(s, { x: 1545, y: 860, scale: 2.4 }),
      ellipse(800, 1090, 780, 70, '#fff', `opacity=".25" ${s.blur(20)}`),
      mirrored(s, 1020, 90, () => lys(s, { x: 560, y: 1020, scale: 2.15, paint: PAINT.coral, extra: path('M256-166C240-196 196-192 206-172C212-160 240-160 256-162C272-160 302-160 308-172C316-192 272-196 256-166Z', s.linear(['#ffd873', '#e0a52c'])) + path('M250-164H262V-100H250Z', '#f3b647') + path('M250-160L226-126L240-128L246-116L258-158ZM262-160L286-126L272-128L266-116L254-158Z', '#e0a52c') + ellipse(256, -164, 9, 8, '#ffe08d') })),
      person(s, { x: 1090, y: 1100, scale: 2.75, pose: 'give', skin: SKIN[0], cut: 'bob', hair: '#5a3a28', top: '#1f7a60', kind: 'jacket', woman: true, holds: KEYS }),
      person(s, { x: 1390, y: 1106, scale: 2.75, pose: 'give', mirror: true, skin: SKIN[3], cut: 'crop', top: '#c98a2b', kind: 'knit' }),
      person(s, { x: 1500, y: 1112, scale: 2.7, pose: 'carry', skin: SKIN[2], cut: 'curls', hair: '#2a201d', top: '#5b4a78', kind: 'dress', woman: true, holds: BOUQUET }),
    ].join(''),
  },
  'salon-stand': {
    height: 1067,
    light: { light: '#cfe6ff', lightAt: [0.5, 0.2, 0.7], strength: 0.2, frame: 0.55 },
    draw: (s) => [
      rect(0, 0, 1600, 1067, s.linear(['#101a24', '#1e2d39', '#2b3c48'])),
      line(`${range(9, (i) => `M${i * 200} 60L${i * 200 + 100} 110L${i * 200 + 200} 60`)}M0 60H1600M0 110H1600`, '#45545f', 6),
      range(10, (i) => rect(60 + i * 164, 108, 30, 36, '#0a1016', 'rx="4"') + path(`M${66 + i * 164} 144L${-60 + i * 190} 820H${180 + i * 190}L${86 + i * 164} 144Z`, s.linear([[0, '#eaf6ff', 0.32], [1, '#eaf6ff', 0]]))),
      rect(260, 210, 1080, 440, '#0c141b', 'rx="10"') + rect(274, 224, 1052, 412, s.linear(['#1c7a61', '#0f4a3c', '#1a3350'], [0, 0, 1, 1]), 'rx="4"'),
      path('M274 560C500 470 700 600 960 500S1240 420 1326 460V636H274Z', '#f3b647', 'opacity=".32"') + path('M274 600C520 540 760 640 1000 570S1260 520 1326 540V636H274Z', '#eafff5', 'opacity=".18"'),
      words(800, 350, 'ORVANE', 92, '#fff', 'text-anchor="middle" font-weight="800" letter-spacing="22"') + words(800, 416, 'La route, tranquillement', 38, '#dff5ea', 'text-anchor="middle" font-weight="500"'),
      rect(0, 770, 1600, 300, s.linear(['#33434e', '#23303a', '#161f27'])),
      ellipse(800, 862, 640, 84, '#0b1218') + ellipse(800, 848, 640, 84, s.linear(['#e9f1f2', '#a9b8bd'])) + ellipse(800, 846, 610, 74, s.linear(['#c7d3d6', '#f4f8f8'])) + s.glow(800, 848, 660, '#ffffff', 0.5, 120),
      lys(s, { x: 800, y: 872, scale: 1.75, paint: PAINT.pine }),
      crowd(s, [{ x: 120, y: 900, scale: 1.5, pose: 'relaxed', light: 0.7 }, { x: 210, y: 908, scale: 1.5, pose: 'point', light: 0.7 }, { x: 1400, y: 900, scale: 1.5, pose: 'tablet', mirror: true, light: 0.75, holds: TABLET }, { x: 1500, y: 912, scale: 1.5, light: 0.7 }]),
      crowd(s, [70, 330, 520, 1060, 1260, 1530].map((x, i) => ({ x, y: 1250 + (i % 2) * 30, scale: 2.1, back: true, light: 0.42, shadow: 0, kind: 'knit' }))),
    ].join(''),
  },
  'parc-occasions': {
    light: { lightAt: [0.7, 0.15, 0.9], strength: 0.4 },
    draw: (s) => {
      const paints = [PAINT.pearl, PAINT.night, PAINT.coral, PAINT.graphite, PAINT.pine, PAINT.amber, PAINT.ice, PAINT.plum];
      const row = (y, k, n, shift, models) => range(n, (i) => front(s, models[i % models.length], { x: shift + i * 222 * k, y, scale: k, paint: paints[(i * 3 + Math.round(y)) % 8], ticket: `${[12, 9, 17, 14, 21, 8, 16, 11][(i + Math.round(y)) % 8]} 900`, plate: `F${'ABCDEFGH'[i]}-${310 + i * 37}-NT` }));
      return [
        sky(s, ['#78b0d6', '#cfe5ec', '#faf0d8']),
        clouds(s, 5, 90, 230),
        hill(s, 620, 120, '#9fbd95', { waves: 2 }),
        rect(760, 390, 760, 260, s.linear(['#f2eee4', '#d7d1c3'])) + rect(740, 370, 800, 36, '#1f6b57') + range(6, (i) => rect(790 + i * 120, 450, 98, 160, s.linear(['#a7c3cd', '#6d8a95']))) + words(1140, 354, 'OCCASIONS ORVANE', 46, '#1f5a4a', 'text-anchor="middle" font-weight="800" letter-spacing="6"'),
        [60, 300, 560].map((x) => tree(s, x, 650, 300, '#7cab5c')).join(''),
        rect(0, 630, 1600, 580, s.linear(['#a2a7a6', '#868c8d', '#6d7376'])),
        line('M-10 470Q400 560 800 470T1610 470', '#3a4549', 3) + range(28, (i) => { const x = i * 58 + 10; const y = 470 + 45 * Math.sin((i / 27) * Math.PI * 2); return path(`M${x} ${y}h34l-17 44z`, ['#1f7a60', '#f3b647', '#d8573f', '#f4efe2'][i % 4]); }),
        [100, 800, 1500].map((x) => rect(x - 5, 440, 10, 240, '#5c686c')).join(''),
        row(760, 0.98, 8, 30, ['mica', 'lys', 'lys', 'cargo', 'mica']),
        row(925, 1.35, 6, 60, ['lys', 'mica', 'lys', 'cargo']),
        row(1140, 1.85, 3, 190, ['lys', 'mica', 'lys']),
        crowd(s, [{ x: 1330, y: 1150, scale: 2.2, pose: 'point', mirror: true, woman: true, top: '#1f7a60', kind: 'jacket', cut: 'long' }, { x: 1480, y: 1160, scale: 2.2, pose: 'relaxed', woman: false, top: '#5e6c70', kind: 'shirt', cut: 'bald', hair: '#a9a39b' }]),
      ].join('');
    },
  },
};
