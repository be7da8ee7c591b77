// Pictures about charging: at home, in a block of flats, at a depot, at night.
import { darker, ellipse, group, lighter, line, mix, path, range, rect, words } from './draw.mjs';
import { front } from './front.mjs';
import { person, SKIN, TABLET } from './people.mjs';
import { bush, cable, charger, clouds, hill, mirrored, plant, sky, stars, tree, tube, wallbox } from './places.mjs';
import { lys, mica, PAINT, socket } from './vehicles.mjs';

const bricks = (s, x, y, w, h, colour) => rect(x, y, w, h, colour) + range(Math.floor(h / 26), (r) => range(Math.ceil(w / 66), (c) => {
  const bx = Math.min(x + w - 4, x + c * 66 - (r % 2) * 33);
  const left = Math.max(x, bx);
  return rect(left, y + r * 26, Math.max(2, Math.min(62, bx + 62 - left, x + w - left)), 22, mix(darker(colour, 0.12), lighter(colour, 0.16), s.rand()));
}));

export const chargeScenes = {
  'borne-domicile': {
    light: { lightAt: [0.2, 0.1, 0.9], strength: 0.4 },
    draw: (s) => {
      const car = { x: 560, y: 1010, scale: 2.2, mirror: false, paint: PAINT.pearl };
      const [px, py] = socket('lys', car);
      return [
        sky(s, ['#8fbfdd', '#d6e9ec', '#f9efd9']),
        clouds(s, 4, 100, 220),
        hill(s, 800, 100, '#9dbb8a', { waves: 2 }),
        tree(s, 90, 880, 520, '#76a556'),
        path('M190 900V470H1600V900Z', s.linear(['#f3e9d6', '#dccdb0'])),
        bricks(s, 190, 760, 1410, 130, '#c4977a'),
        path('M130 480L420 250H1600V480Z', s.linear(['#7a4f42', '#5b3a31'])) + range(8, (i) => line(`M${176 + i * 35} ${454 - i * 27}H1600`, '#3f2822', 2, 'opacity=".35"')),
        rect(176, 474, 1424, 14, '#fbf6ea'),
        rect(290, 520, 660, 380, '#fbf6ea') + rect(304, 534, 632, 366, s.linear(['#aab5b0', '#8b9893'])) + range(5, (i) => rect(304, 534 + i * 73, 632, 3, '#6f7b77') + rect(304, 538 + i * 73, 632, 3, '#c9d2ce')),
        rect(1250, 540, 240, 210, '#fbf6ea') + rect(1264, 554, 212, 182, s.linear(['#ffe9b8', '#e9c47f'])) + path('M1264 554h60c0 60-20 110-60 140zM1476 554h-60c0 60 20 110 60 140z', '#f7f0e2', 'opacity=".9"') + rect(1366, 554, 8, 182, '#fbf6ea'),
        rect(1240, 750, 260, 20, '#b98f63') + range(14, (i) => ellipse(1256 + i * 18, 744, 12, 12, s.pick(['#6c9b54', '#e0715a', '#f2c04c', '#7fae62']))),
        rect(0, 884, 1600, 320, s.linear(['#d9d2c4', '#bdb5a5', '#a29a8b'])) + line(`${range(7, (i) => `M${i * 280 - 60} 1200L${i * 240 + 60} 884`)}M0 970H1600M0 1090H1600`, '#8f8778', 2, 'opacity=".4"'),
        wallbox(s, { x: 1080, y: 690, scale: 2.7 }),
        s.glow(1080, 674, 90, '#8ff0c6', 0.35),
        lys(s, car),
        cable([1080, 750], [px, py], 250, 9),
        person(s, { x: 1200, y: 1020, scale: 2.2, pose: 'relaxed', mirror: true, woman: true, cut: 'bob', hair: '#7a4a2a', top: '#c98a2b', kind: 'knit', skin: SKIN[0] }),
        plant(s, { x: 1545, y: 930, scale: 2.1 }),
        bush(s, 1390, 1200, 520, 110, '#6d9850') + bush(s, 40, 1200, 300, 150, '#5d8a48'),
      ].join('');
    },
  },
  'borne-depot': {
    light: { light: '#ffe0ae', lightAt: [0.1, 0.3, 0.9], strength: 0.34 },
    draw: (s) => [
      sky(s, ['#6787a8', '#b3c6d2', '#f3d9b8']),
      clouds(s, 4, 80, 200, '#f8e6d4'),
      rect(0, 400, 1600, 460, s.linear(['#8d9a9f', '#b8c1c2'])) + line(range(64, (i) => `M${i * 25} 400V860`), '#6f7c81', 1.5, 'opacity=".45"'),
      rect(0, 380, 1600, 34, s.linear(['#2f5d50', '#17392f'])),
      words(800, 350, 'ORVANE · DÉPÔT DE VIENNE', 46, '#17392f', 'text-anchor="middle" font-weight="800" letter-spacing="6"'),
      range(4, (i) => rect(70 + i * 390, 470, 300, 390, '#3b464a') + rect(82 + i * 390, 482, 276, 378, s.linear(['#546167', '#2f393d'])) + range(7, (j) => rect(82 + i * 390, 482 + j * 54, 276, 3, '#1f282b')) + words(220 + i * 390, 455, String(i + 1), 34, '#f4efe2', 'text-anchor="middle" font-weight="700"')),
      rect(0, 850, 1600, 350, s.linear(['#8b9295', '#6d7478', '#545b60'])),
      range(5, (i) => path(`M${35 + i * 390} 860L${-60 + i * 430} 1200h12L${43 + i * 390} 860Z`, '#f2eee2', 'opacity=".8"')),
      range(4, (i) => charger(s, { x: 410 + i * 390 - 190, y: 890, scale: 1.25, label: `${[38, 71, 54, 92][i]} %` }) ),
      range(4, (i) => {
        const x = 190 + i * 405;
        return front(s, 'cargo', { x, y: 1090, scale: 1.75, paint: PAINT.pearl, plate: ['GV-118-RN', 'GV-119-RN', 'GV-124-RN', 'GV-131-RN'][i] });
      }),
      [0, 1, 2].map((i) => cable([250 + i * 390, 740], [365 + i * 405, 1000], 90, 8)).join(''),
      person(s, { x: 1385, y: 1150, scale: 2.1, pose: 'tablet', top: '#1f7a60', kind: 'work', skin: SKIN[3], cut: 'short', holds: TABLET }),
    ].join(''),
  },
  'borne-copropriete': {
    width: 1067, height: 1600,
    light: { light: '#eaf7ff', lightAt: [0.5, 0.1, 0.8], strength: 0.2, frame: 0.4 },
    draw: (s) => [
      rect(0, 0, 1067, 1600, s.linear(['#7f8b90', '#a9b2b3', '#8f989a'])),
      path('M0 0H1067L900 330H160Z', s.linear(['#5b666b', '#7d888c'])),
      line('M-20 120L360 330M300-20L470 330M760-20L600 330M1090 120L700 330', '#4b565b', 10, 'opacity=".5"'),
      rect(160, 330, 740, 760, s.linear(['#c9cdc9', '#aeb4b1'])),
      path('M0 0L160 330V1090L0 1300Z', s.linear(['#8a9498', '#6f7a7f'], [0, 0, 1, 0])) + path('M1067 0L900 330V1090L1067 1300Z', s.linear(['#6f7a7f', '#8a9498'], [0, 0, 1, 0])),
      path('M0 1300L160 1090H900L1067 1300V1600H0Z', s.linear(['#8b9193', '#6a7174', '#555c60'])),
      rect(160, 820, 740, 130, '#1f7a60', 'opacity=".85"') + rect(160, 806, 740, 10, '#f3b647'),
      words(345, 640, 'NIVEAU −1', 44, '#17493c', 'text-anchor="middle" font-weight="800" letter-spacing="3"'),
      path('M0 1096L160 936V806L0 900Z', '#1a6650', 'opacity=".85"') + path('M1067 1096L900 936V806L1067 900Z', '#1a6650', 'opacity=".85"'),
      tube(s, 330, 300, 400), tube(s, 240, 190, 580),
      line('M160 430H900M160 470H760', '#e8ebe8', 12) + range(7, (i) => rect(200 + i * 108, 418, 10, 66, '#8d9698')),
      path('M230 1090L120 1600M720 1090L790 1600', 'none', 'stroke="#f4efdf" stroke-width="12"'),
      words(345, 750, '12', 90, '#5f6b6e', 'text-anchor="middle" font-weight="800" opacity=".6"'),
      rect(673, 470, 14, 130, '#e8ebe8') + wallbox(s, { x: 680, y: 660, scale: 2.7 }) + s.glow(680, 645, 150, '#8ff0c6', 0.35),
      front(s, 'lys', { x: 470, y: 1330, scale: 3, paint: PAINT.pine, plate: 'HB-206-LM' }),
      line('M684 732C780 880 830 1010 735 1080', '#15201d', 11) + ellipse(735, 1082, 13, 13, '#22302c') + ellipse(735, 1082, 5, 5, '#7be0b4'),
      person(s, { x: 900, y: 1440, scale: 3.5, pose: 'tablet', top: '#2f4d78', kind: 'jacket', skin: SKIN[2], cut: 'crop', holds: TABLET }),
    ].join(''),
  },
  'nuit-recharge': {
    height: 1067,
    light: { light: '#9fc4ff', strength: 0.08, frame: 0.5 },
    draw: (s) => [
      sky(s, ['#0b1630', '#1b2f55', '#41517a', '#7d6f8c']),
      stars(s, 140, 430),
      s.glow(1330, 150, 170, '#f6f0da', 0.25) + path('M1340 104A48 48 0 1 0 1378 162A40 40 0 0 1 1340 104Z', '#f6f0da'),
      hill(s, 660, 150, '#2b3a58', { waves: 2 }), hill(s, 720, 80, '#1d2b44', { waves: 3 }),
      range(60, () => ellipse(s.rand() * 1600, s.between(630, 700), 2, 2, s.pick(['#ffd98a', '#ffeec2', '#f7b267']), 'opacity=".8"')),
      rect(0, 720, 1600, 350, s.linear(['#28313f', '#1b222d', '#12171f'])),
      [380, 1180].map((x) => rect(x - 12, 350, 24, 400, s.linear(['#55616e', '#2c3540'], [0, 0, 1, 0]))).join(''),
      path('M120 350L1480 350L1440 292H160Z', s.linear(['#2f8a6d', '#14503f'])) + rect(130, 346, 1340, 14, '#eafff5') + s.glow(800, 420, 760, '#d9fff0', 0.42, 330),
      path('M150 360L40 900H1560L1450 360Z', s.linear([[0, '#e5fff4', 0.3], [1, '#e5fff4', 0]])),
      words(800, 332, 'ORVANE RECHARGE', 34, '#eafff5', 'text-anchor="middle" font-weight="800" letter-spacing="8"'),
      ellipse(800, 900, 720, 110, '#cfe9df', `opacity=".16" ${s.blur(30)}`),
      [300, 820, 1330].map((x, i) => charger(s, { x, y: 790, scale: 1.3, label: ['81 %', '46 %', '63 %'][i] }) + s.glow(x, 560, 110, '#b9ffe2', 0.4)).join(''),
      mirrored(s, 930, 130, () => lys(s, { x: 480, y: 930, scale: 1.55, paint: PAINT.night, shadow: 0.5 }) + mica(s, { x: 1160, y: 930, scale: 1.55, shadow: 0.5 })),
      cable([820, 670], socket('lys', { x: 480, y: 930, scale: 1.55 }), 110, 7) + cable([1330, 670], socket('mica', { x: 1160, y: 930, scale: 1.55 }), 120, 7),
      person(s, { x: 905, y: 946, scale: 1.55, pose: 'cup', top: '#c98a2b', kind: 'jacket', skin: SKIN[1], cut: 'short', light: 0.8 }),
    ].join(''),
  },
  'lys-studio': {
    light: { strength: 0.3, frame: 0.3 },
    draw: (s) => [
      rect(0, 0, 1600, 1200, s.linear(['#cfdad5', '#e6ece8', '#dfe7e2'])),
      rect(0, 780, 1600, 420, s.linear([[0, '#dfe7e2'], [0.12, '#cdd8d2'], [1, '#a6b7ae']])),
      ellipse(800, 780, 1100, 46, '#e6ece8', `opacity=".9" ${s.blur(18)}`),
      s.glow(800, 470, 760, '#ffffff', 0.9, 400),
      [[190, 1], [1410, -1]].map(([x, side]) => line(`M${x} 860L${x - 70} 912M${x} 860L${x + 70} 912M${x} 880V380`, '#39454a', 8) + group(path('M-120-150H120L150 150H-150Z', s.linear(['#3d484d', '#20282c'])) + path('M-120-150L-150 150L-186 120L-150-130Z', '#161c1f') + rect(-138, 128, 276, 22, '#ffffff', 'rx="4"'), `transform="translate(${x} 290) rotate(${-24 * side}) scale(${side} 1)"`) + s.glow(x + side * 90, 450, 330, '#ffffff', 0.75, 230)).join(''),
      rect(560, 90, 480, 26, '#2b3438', 'rx="4"') + rect(568, 112, 464, 12, '#fff') + s.glow(800, 150, 500, '#ffffff', 0.8, 150),
      mirrored(s, 950, 200, () => lys(s, { x: 800, y: 950, scale: 2.55, paint: PAINT.pine, shadow: 0 })),
      ellipse(800, 952, 600, 20, '#0b1c17', `opacity=".5" ${s.blur(12)}`),
      ellipse(800, 955, 740, 60, '#ffffff', `opacity=".12" ${s.blur(14)}`),
    ].join(''),
  },
};
