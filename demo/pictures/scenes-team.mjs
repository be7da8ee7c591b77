// Pictures of people at work: the regional team, training, the sales board, the coffee corner.
import { darker, ellipse, group, lighter, line, path, place, range, rect, words } from './draw.mjs';
import { crowd, MUG, person, SKIN, TABLET } from './people.mjs';
import { bay, clouds, cypress, hill, lamp, plant, ridge, room, sky, tree } from './places.mjs';
import { lys, PAINT } from './vehicles.mjs';

const centred = 'text-anchor="middle"';

/** Office chair seen from behind. */
const chair = (s, x, y, k, colour) => place(rect(-22, -104, 44, 50, s.linear([lighter(colour, 0.12), darker(colour, 0.25)]), 'rx="10"') + rect(-4, -56, 8, 30, '#2b3438') + rect(-24, -44, 48, 9, darker(colour, 0.3), 'rx="4"'), { x, y, scale: k });

const table = (s, x, y, w, h) => rect(x, y, w, 16, s.linear(['#d9b483', '#b98a58']), 'rx="3"') + rect(x, y + 14, w, 5, '#000', 'opacity=".15"') + rect(x + 24, y + 16, 12, h, '#8a949a') + rect(x + w - 36, y + 16, 12, h, '#8a949a');

const note = (s, x, y, colour) => group(rect(-34, -34, 68, 68, colour) + line('M-22-14H20M-22 2H14M-22 18H4', '#3a3f42', 4, 'opacity=".45"'), `transform="translate(${x} ${y}) rotate(${s.between(-6, 6).toFixed(1)})"`);

const coffeeMachine = (s, x, y, k) => place([
  rect(-60, -110, 120, 110, s.linear(['#5a666b', '#2b3438']), 'rx="10"'), rect(-66, -124, 132, 18, '#c4ccce', 'rx="5"'),
  rect(-46, -70, 92, 58, '#161c1f', 'rx="5"'), rect(-30, -74, 16, 20, '#c4ccce', 'rx="3"') + rect(14, -74, 16, 20, '#c4ccce', 'rx="3"'),
  rect(-32, -30, 20, 18, '#f6f2e8', 'rx="3"') + rect(12, -30, 20, 18, '#f6f2e8', 'rx="3"'), rect(-50, -12, 100, 6, '#aab3b6', 'rx="3"'),
  ellipse(-40, -92, 5, 5, '#5fe0ac') + ellipse(40, -92, 9, 9, '#e9eef0') + line('M40-92l5-5', '#c2362b', 2),
].join(''), { x, y, scale: k });

export const teamScenes = {
  'equipe-sud-est': {
    height: 1067,
    light: { lightAt: [0.25, 0.1, 0.9], strength: 0.42 },
    draw: (s) => [
      sky(s, ['#6faedb', '#c4e0ea', '#fbf0d6']),
      clouds(s, 4, 90, 200),
      ridge(s, 560, 190, 9, '#a7b8c4', { snow: '#f6f9fb' }),
      hill(s, 610, 110, '#a3b893', { waves: 2 }),
      hill(s, 680, 100, '#8fae70', { waves: 1.4, phase: 3.6 }),
      range(9, (r) => line(`M${-100 + r * 20} ${700 + r * 13}Q800 ${640 + r * 16} 1700 ${690 + r * 13}`, r % 2 ? '#7d9a4f' : '#6d8c49', 7 + r, 'stroke-dasharray="26 10"')),
      path('M1180 620V530L1290 470L1400 530V620Z', '#efdfbf') + path('M1164 540L1290 460L1416 540L1404 552L1290 484L1176 552Z', '#b4614a') + [1440, 1480, 1520].map((x) => cypress(s, x, 640, 150, '#4c7350')).join(''),
      rect(0, 800, 1600, 270, s.linear(['#d8cba9', '#c0af88', '#a5946f'])),
      tree(s, 60, 830, 620, '#8fae5c'),
      lys(s, { x: 800, y: 850, scale: 1.75, paint: PAINT.pine }),
      crowd(s, [200, 360, 1240, 1400].map((x, i) => ({ x, y: 900, scale: 1.95, pose: ['relaxed', 'stand', 'wave', 'relaxed'][i], mirror: i > 1, woman: i % 2 === 0, skin: SKIN[[0, 3, 1, 2][i]], hair: ['#8d3f22', '#2a201d', '#b07a3f', '#a9a39b'][i], cut: ['long', 'crop', 'bun', 'short'][i] }))),
      crowd(s, [290, 520, 700, 890, 1080, 1310].map((x, i) => ({ x, y: 1000 + (i % 2) * 16, scale: 2.1, pose: ['stand', 'relaxed', 'cheer', 'relaxed', 'stand', 'tablet'][i], woman: [true, false, true, false, true, false][i], skin: SKIN[[4, 1, 0, 3, 2, 5][i]], hair: ['#2a201d', '#a9a39b', '#7a4a2a', '#2a201d', '#2a201d', '#2a201d'][i], cut: ['curls', 'bald', 'bob', 'short', 'scarf', 'crop'][i], top: ['#c98a2b', '#2f4d78', '#1f7a60', '#a8503a', '#5b4a78', '#d9d2c3'][i], ...(i === 4 ? { hair: '#7f5a86', top: '#2f5d50' } : {}), holds: i === 5 ? TABLET : '' }))),
    ].join(''),
  },
  'formation-salle': {
    light: { light: '#eef6ff', strength: 0.24, frame: 0.36 },
    draw: (s) => [
      room(s, 860, '#dfe3dc', '#b9ab93'),
      bay(s, { x: 1240, y: 170, w: 330, h: 500, columns: 2, rows: 2, view: rect(1200, 0, 500, 800, s.linear(['#aed2e4', '#f2f2e4'])) + hill(s, 660, 90, '#93b385', { waves: 3, to: 800 }) + tree(s, 1450, 690, 340, '#78a65a') }),
      rect(170, 120, 880, 520, '#2b3438', 'rx="8"') + rect(184, 134, 852, 492, s.linear(['#ffffff', '#eef4f0'])),
      words(230, 208, 'La Lys en 10 minutes', 50, '#17493c', 'font-weight="700"') + rect(230, 232, 90, 7, '#f3b647'),
      lys(s, { x: 450, y: 520, scale: 0.98, paint: PAINT.pine }),
      ['412 km WLTP', '28 min de 10 à 80 %', 'Batterie garantie 8 ans'].map((t, i) => ellipse(690, 320 + i * 80, 14, 14, '#1f7a60') + line(`M684 ${320 + i * 80}l4 5l8-9`, '#fff', 3) + words(716, 330 + i * 80, t, 26, '#2b3640', 'font-weight="500"')).join(''),
      line('M230 585H980', '#cfd9d3', 3),
      [350, 900].map((x) => lamp(s, x, 80, 40, '#1f7a60')).join(''),
      plant(s, { x: 90, y: 880, scale: 2.3 }),
      person(s, { x: 1140, y: 960, scale: 2.35, pose: 'point', mirror: true, skin: SKIN[2], cut: 'bun', hair: '#2a201d', top: '#1f7a60', kind: 'jacket', woman: true }),
      crowd(s, [250, 470, 690, 910, 1330, 1490].map((x) => ({ x, y: 1140, scale: 1.75, back: true, shadow: 0 }))),
      table(s, 120, 1000, 900, 220) + table(s, 1240, 1000, 400, 220),
      [250, 470, 690, 910, 1330, 1490].map((x) => chair(s, x, 1130, 1.8, '#44606b')).join(''),
      crowd(s, [130, 420, 720, 1020, 1330].map((x) => ({ x, y: 1350, scale: 2.45, back: true, shadow: 0 }))),
      [130, 420, 720, 1020, 1330].map((x) => chair(s, x, 1340, 2.5, '#2f464f')).join(''),
    ].join(''),
  },
  'tableau-ventes': {
    light: { lightAt: [0.5, 0.1, 0.8], strength: 0.32 },
    draw: (s) => [
      room(s, 900, '#e8e0d0', '#bfae92'),
      rect(130, 110, 1180, 650, '#aab3b4', 'rx="10"') + rect(146, 126, 1148, 618, s.linear(['#ffffff', '#f2f5f3'])),
      words(200, 210, 'Objectif du mois', 58, '#17493c', 'font-weight="800"') + words(200, 256, 'Région Sud-Est · commandes', 30, '#5e6c70', 'font-weight="500"'),
      line('M210 660H840M210 300V660', '#8b9598', 4),
      [62, 84, 66, 96, 58, 90].map((v, i) => rect(244 + i * 100, 660 - v * 3.2, 62, v * 3.2, s.linear(i === 3 ? ['#f8c763', '#e0a02a'] : ['#3fa283', '#17624e']), 'rx="5"') + words(275 + i * 100, 645 - v * 3.2, String(v), 30, '#2b3640', `${centred} font-weight="700"`) + words(275 + i * 100, 700, ['Lyon', 'Vienne', 'Nice', 'Grenoble', 'Valence', 'Avignon'][i], 22, '#5e6c70', `${centred} font-weight="500"`)).join(''),
      line('M214 404H840', '#d8573f', 4, 'stroke-dasharray="14 12"') + words(852, 412, '80', 26, '#d8573f', 'font-weight="700"'),
      words(920, 210, 'Idées', 40, '#17493c', 'font-weight="700"'),
      range(9, (i) => note(s, 960 + (i % 3) * 104, 290 + Math.floor(i / 3) * 104, ['#ffe08a', '#b9e4d0', '#f7c4b4', '#cfe0f5'][(i * 5 + 1) % 4])),
      ellipse(1040, 650, 44, 44, '#f3b647') + path('M1020 652l14 14l28-32', 'none', 'stroke="#fff" stroke-width="9" stroke-linecap="round"') + words(1104, 662, 'Bravo !', 36, '#8a5a10', 'font-weight="700"'),
      rect(420, 752, 500, 14, '#8b9598') + [460, 500, 560].map((x, i) => rect(x, 744, 34, 9, ['#d8573f', '#1f7a60', '#2f4d78'][i], 'rx="4"')).join(''),
      [400, 1040].map((x) => lamp(s, x, 62, 38)).join(''),
      plant(s, { x: 1530, y: 930, scale: 3, h: 150 }),
      person(s, { x: 76, y: 1120, scale: 3, pose: 'point', skin: SKIN[3], cut: 'short', top: '#2f4d78', kind: 'shirt' }),
      person(s, { x: 905, y: 1140, scale: 2.95, pose: 'relaxed', mirror: true, skin: SKIN[0], hair: '#b07a3f', cut: 'bob', top: '#c98a2b', kind: 'knit', woman: true }),
      person(s, { x: 1400, y: 1130, scale: 3, pose: 'cup', mirror: true, skin: SKIN[5], cut: 'curls', top: '#1f7a60', kind: 'jacket', woman: true, holds: MUG }),
    ].join(''),
  },
  'cafe-equipe': {
    width: 1067, height: 1600,
    light: { light: '#ffdfae', lightAt: [0.25, 0.25, 0.8], strength: 0.42, frame: 0.34 },
    draw: (s) => [
      room(s, 1180, '#e9dcc6', '#b08f68'),
      bay(s, { x: 60, y: 190, w: 430, h: 560, columns: 2, rows: 2, view: rect(0, 0, 600, 900, s.linear(['#ffe3b5', '#fbf1dc'])) + hill(s, 760, 130, '#a9b98a', { waves: 3, to: 900 }) + tree(s, 170, 750, 360, '#8fae5c') + tree(s, 420, 750, 300, '#7da052') }),
      path('M60 190h430l560 1240H520Z', s.linear([[0, '#fff2cf', 0.35], [1, '#fff2cf', 0]], [0, 0, 1, 1])),
      rect(560, 330, 450, 18, '#a9784a', 'rx="3"') + rect(560, 520, 450, 18, '#a9784a', 'rx="3"'),
      range(8, (i) => rect(580 + i * 53, 288, 34, 42, s.pick(['#1f7a60', '#f3b647', '#d8573f', '#f4efe4', '#2f4d78']), 'rx="5"') + line(`M${614 + i * 53} 298q14 10 0 20`, '#8a7a66', 4)),
      [590, 660, 730].map((x, i) => rect(x, 440, 54, 80, ['#c98a2b', '#7a4a2a', '#1f6b57'][i], 'rx="6"') + rect(x + 6, 470, 42, 24, '#f6efdf')).join('') + plant(s, { x: 930, y: 520, scale: 1.1, h: 90 }),
      [230, 560, 880].map((x, i) => lamp(s, x, [190, 150, 200][i], 56, ['#1f7a60', '#f3b647', '#a8503a'][i])).join(''),
      rect(520, 820, 560, 360, s.linear(['#2f6f5c', '#1c4c3f'])) + range(4, (i) => rect(536 + i * 134, 856, 120, 300, 'none', 'stroke="#4b8d78" stroke-width="3"')) + rect(500, 796, 590, 28, s.linear(['#d9b483', '#a9784a'])),
      coffeeMachine(s, 760, 796, 1.7), range(3, (i) => rect(930 + i * 6, 760 - i * 26, 44, 30, '#f6f2e8', 'rx="6"')),
      plant(s, { x: 60, y: 1230, scale: 3, h: 140 }),
      person(s, { x: 270, y: 1450, scale: 4, pose: 'cup', skin: SKIN[1], hair: '#7a4a2a', cut: 'long', top: '#a8503a', kind: 'knit', woman: true, holds: MUG }),
      person(s, { x: 790, y: 1440, scale: 4.1, pose: 'cup', mirror: true, skin: SKIN[4], cut: 'crop', top: '#2f4d78', kind: 'shirt', holds: MUG }),
      ellipse(530, 1210, 210, 30, '#8a5f38') + ellipse(530, 1202, 210, 30, s.linear(['#dfbb8a', '#bd8f5d'])) + rect(518, 1228, 24, 320, s.linear(['#4a555a', '#20282c'], [0, 0, 1, 0])) + ellipse(530, 1550, 110, 18, '#2b3438'),
      [[450, 1186], [600, 1192]].map(([x, y]) => ellipse(x, y + 10, 42, 9, '#f4efe4') + path(`M${x - 24} ${y - 26}H${x + 24}L${x + 18} ${y + 8}H${x - 18}Z`, '#fbf8f0') + ellipse(x, y - 26, 24, 6, '#5a3a26') + line(`M${x - 6} ${y - 44}q8-14 0-28M${x + 8} ${y - 44}q8-14 0-28`, '#fff', 4, 'opacity=".5"')).join('') + ellipse(528, 1206, 46, 10, '#e9e2d3') + [510, 530, 548].map((x) => ellipse(x, 1198, 17, 9, '#c98a42')).join(''),
    ].join(''),
  },
};
