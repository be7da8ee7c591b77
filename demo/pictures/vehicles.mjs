// The three invented models, seen from the side: Lys (estate), Cargo (van), Mica (city car).
// Drawn in centimetres, facing left, the ground at y = 0 and the nose at x = 0.
import { darker, ellipse, group, lighter, line, path, place, range, rect, words } from './draw.mjs';

const BLACK = '#0d1214';
const TRIM = '#1d2427';

/** Paint names of the range, for the scenes. */
export const PAINT = { pine: '#1f7a60', pearl: '#e9ebe8', night: '#27446f', amber: '#d98a1f', coral: '#d8573f', graphite: '#4a545a', ice: '#a9c6d4', sand: '#cbb893', plum: '#6b3f63' };

const LYS = {
  length: 440,
  body: 'M8-30C3-42 3-54 7-63C11-72 24-78 42-83C72-91 100-95 122-100C146-118 176-140 206-146.5C244-153 322-152 394-141L411-137.5C421-124 430-106 434-90C438-76 439-60 437.5-44C436.5-32 433-25 426-23L20-21C12-21 10-25 8-30Z',
  windscreen: 'M126-101C149-118.5 177-139 205-145L212-141.5C188-136 164-119 144-101.5Z',
  glass: 'M151-101.5C170-118 192-134 216-139C252-144 322-144 378-135.5C394-131 403-118 408-107C380-103.5 250-101 151-101.5Z',
  rear: 'M402-137C414-127 423-114 428-103L420-103.5C415-114 407-127 396-135.5Z',
  pillars: 'M249-146L254-98M337-146L348-98',
  seams: 'M146-101C139-82 139-52 148-27M254-101C256-76 255-50 254-27M348-103C346-82 326-74 318-50M60-81C88-86 112-91 134-98M47-66C44-56 44-48 47-38M420-86C418-66 418-48 422-38',
  shoulder: 'M52-86C150-96 330-100 424-97',
  crease: 'M136-42C190-51 270-51 322-44',
  handles: [[226, -91], [320, -92]],
  mirror: [162, -103],
  headlight: 'M10-64C18-71 36-76 62-79C56-71 46-66.5 34-65C24-63.5 14-62 10-64Z',
  signature: 'M14-65C26-67 40-70 54-76',
  tail: 'M396-99C410-103 422-103 430-101L435-88C422-89 408-92 396-99Z',
  sill: 'M124-29L316-29L318-19L122-19Z',
  nose: 'M7-44C24-42 40-41 50-42L48-24L20-21C12-21 8-28 7-44Z',
  heel: 'M437.5-44C424-42 404-41 392-42L394-22L426-23C434-26 437-34 437.5-44Z',
  wheels: [[87, -33], [355, -33]], radius: 33,
  seats: [[218, -112], [304, -113]],
  roofRail: 'M232-149C280-153.5 340-152 388-144',
  lamp: [12, -66], port: [392, -84],
};

const MICA = {
  length: 362,
  body: 'M7-31C2-46 2-60 6-71C11-82 27-87 45-91C60-95 74-98 86-101C106-121 130-142 160-149C192-155.5 252-155.5 294-148C316-143 331-124 340-103C350-93 356-77 357-58C357.5-42 356-29 348-24L20-21C12-21 9-25 7-31Z',
  roof: 'M106-120C124-137 142-145 160-149C192-155.5 252-155.5 294-148C306-145 318-136 326-126C316-134 304-138 290-141C250-147 200-147 164-141C142-136 124-128 106-120Z',
  windscreen: 'M90-102C110-122 132-141 158-147L165-143C144-137 124-120 108-102.5Z',
  glass: 'M115-102.5C131-119 148-135 168-139.5C204-145 252-145 284-138.5C300-133 312-117 318-103C270-101 180-101 115-102.5Z',
  rear: 'M303-142C318-134 330-118 336-104L329-104C323-117 313-131 299-139Z',
  pillars: 'M206-146L210-98M286-144L300-98',
  seams: 'M111-102C105-84 106-54 114-27M210-102C212-76 211-50 210-27M214-27L258-27M300-102C298-84 276-76 262-56',
  shoulder: 'M40-89C120-100 260-103 344-96',
  crease: 'M104-46C150-55 220-55 262-48',
  handles: [[184, -90], [276, -91]],
  mirror: [126, -104],
  headlight: 'M12-80C22-85 34-85 42-80C46-74 42-66 32-65C20-64 10-68 12-80Z',
  signature: 'M17-78C24-82 32-82 38-78',
  tail: 'M338-100C346-96 352-88 355-76C348-75 341-79 337-86Z',
  sill: 'M102-29L258-29L260-19L100-19Z',
  nose: 'M6-48C18-46 28-45 34-46L34-22L20-21C12-21 8-27 6-48Z',
  heel: 'M357-50C346-47 336-46 328-47L330-22L348-24C355-28 357-38 357-50Z',
  wheels: [[69, -31], [293, -31]], radius: 31,
  seats: [[176, -113], [262, -114]],
  lamp: [18, -74], port: [330, -84],
};

const CARGO = {
  length: 540,
  body: 'M6-34C2-58 3-82 12-95C22-104 52-112 80-119C102-150 124-178 148-192C160-199 178-204 202-205L502-206C522-206 533-199 534-182L537-42C537-29 532-24 524-23L20-21C12-21 8-26 6-34Z',
  windscreen: 'M85-120C106-150 128-178 150-189.5L158-187C140-175 120-149 105-121Z',
  glass: 'M115-121.5C128-146 148-171 166-181L214-182L214-119.5Z',
  rear: 'M0 0',
  pillars: 'M138-160L140-116',
  seams: 'M108-121C106-82 116-50 138-27M219-190L219-27M228-196L228-27L340-27L340-196M340-122L522-122M340-117L522-117M526-203L528-30M228-196L340-196',
  shoulder: 'M30-104C120-116 400-118 532-117',
  crease: 'M140-66C240-72 420-72 532-66',
  handles: [[190, -104], [234, -104]],
  mirror: [122, -126],
  headlight: 'M10-84C20-92 40-98 58-101C56-90 48-82 34-80C24-79 12-78 10-84Z',
  signature: 'M14-83C26-86 40-90 52-98',
  tail: 'M527-116L535-116L536.5-66L528-66Z',
  sill: 'M136-33L392-33L394-19L134-19Z',
  nose: 'M4-60C24-56 44-55 56-56L58-22L20-21C10-21 5-30 4-60Z',
  heel: 'M537-46L474-46L472-22L524-23C534-24 537-32 537-46Z',
  wheels: [[98, -35], [432, -35]], radius: 35,
  seats: [[184, -134]],
  lamp: [14, -86], port: [478, -88],
};

/** Alloy wheel with ten blades; spinning blurs them. */
const wheel = (s, x, y, r, { rim = '#cfd6d8', spinning = false } = {}) => {
  const blade = `M${-r * 0.09} ${-r * 0.14}L${-r * 0.17} ${-r * 0.63}L${r * 0.06} ${-r * 0.66}L${r * 0.09} ${-r * 0.14}Z`;
  const blades = range(10, (i) => path(blade, i % 2 ? rim : darker(rim, 0.22), `transform="rotate(${i * 36 + 8})"`));
  return group([
    ellipse(0, 0, r, r, s.radial(['#2b3235', '#14191b', '#07090a'], [0.42, 0.34, 0.72])),
    ellipse(0, 0, r * 0.86, r * 0.86, 'none', `stroke="#3d474b" stroke-width="${r * 0.03}" opacity=".7"`),
    ellipse(0, 0, r * 0.7, r * 0.7, darker(rim, 0.18)),
    ellipse(0, 0, r * 0.66, r * 0.66, '#15191b'),
    ellipse(0, 0, r * 0.44, r * 0.44, '#596266'),
    spinning ? ellipse(0, 0, r * 0.65, r * 0.65, s.radial([darker(rim, 0.5), rim, darker(rim, 0.45)]), 'opacity=".82"') : blades,
    ellipse(0, 0, r * 0.68, r * 0.68, 'none', `stroke="${lighter(rim, 0.3)}" stroke-width="${r * 0.05}"`),
    ellipse(0, 0, r * 0.15, r * 0.15, '#2b3336'),
    ellipse(0, 0, r * 0.08, r * 0.08, rim),
  ].join(''), `transform="translate(${x} ${y})"`);
};

const occupant = (x, y, skin, top) =>
  path(`M${x - 16} ${y + 30}C${x - 18} ${y + 8} ${x - 6} ${y + 4} ${x + 2} ${y + 4}C${x + 14} ${y + 6} ${x + 18} ${y + 16} ${x + 18} ${y + 30}Z`, top) +
  ellipse(x, y - 8, 8.5, 10.5, skin) + path(`M${x - 6} ${y - 15}C${x - 2} ${y - 22} ${x + 10} ${y - 20} ${x + 10} ${y - 6}C${x + 6} ${y - 4} ${x + 5} ${y - 10} ${x} ${y - 14}Z`, '#2c211d');

const side = (s, spec, { x, y, scale, mirror, paint, roof, lights = false, driver = false, spinning = false, shadow = 0.42, mark = '', extra = '', dirt = 0, rim }) => {
  const { radius: r, wheels, length } = spec;
  const inBody = s.clip(path(spec.body, '#000'));
  const inGlass = s.clip(path(spec.glass, '#000'));
  const coat = s.linear([[0, lighter(paint, 0.42)], [0.2, lighter(paint, 0.24)], [0.4, lighter(paint, 0.1)], [0.52, paint], [0.78, darker(paint, 0.4)], [0.9, darker(paint, 0.5)], [1, darker(paint, 0.32)]]);
  const pane = s.linear(['#51636c', '#25323a', '#10181c'], [0.1, 0, 0.5, 1]);
  const seat = ([sx, sy]) => rect(sx + 6, sy - 16, 15, 18, '#0a0f12', 'rx="6"') + path(`M${sx + 2} ${sy + 24}C${sx + 4} ${sy + 2} ${sx + 24} ${sy} ${sx + 27} ${sy + 24}Z`, '#0a0f12');
  const arch = ([wx, wy]) => ellipse(wx, wy, r + 6.5, r + 6.5, TRIM) + ellipse(wx, wy, r + 3.5, r + 3.5, '#05080a');
  const ground = shadow ? ellipse(length / 2, -1, length * 0.54, 13, '#04090c', `opacity="${shadow}" ${s.blur(7)}`) + ellipse(length / 2, -3, length * 0.44, 6, '#020506', `opacity="${shadow + 0.2}" ${s.blur(3)}`) : '';
  const beam = lights ? s.glow(spec.lamp[0], spec.lamp[1], 62, '#fff4cf', 0.85) + path(`M${spec.lamp[0]} ${spec.lamp[1]}L-330-76L-330 6L-60 6Z`, s.linear([[0, '#fff0c0', 0], [1, '#fff0c0', 0.4]], [0, 0, 1, 0]), s.blur(9)) : '';
  const parts = [
    ground,
    path(spec.body, coat),
    group([
      roof ? path(spec.roof, roof) : '',
      line(spec.shoulder, '#fff', 14, `opacity=".2" ${s.blur(4)}`),
      line(spec.shoulder, '#fff', 1.6, 'opacity=".55"'),
      line(spec.crease, '#fff', 9, `opacity=".13" ${s.blur(3)}`),
      line(spec.crease.replace(/-(\d+)/g, (_, n) => `-${n - 5}`), '#000', 7, `opacity=".2" ${s.blur(3)}`),
      mark,
      path(spec.nose, TRIM) + path(spec.heel, TRIM) + path(spec.sill, TRIM),
      wheels.map(arch).join(''),
      dirt ? rect(0, -60, length, 42, s.linear([[0, '#8a6f4d', 0], [1, '#8a6f4d', dirt]])) : '',
    ].join(''), inBody),
    path(spec.windscreen, pane) + path(spec.rear, '#12191d'),
    path(spec.glass, pane),
    group(spec.seats.map(seat).join('') + (driver ? occupant(spec.seats[0][0] - 12, spec.seats[0][1], '#b98260', '#31505c') : ''), inGlass),
    group(path('M150-90L236-150L262-150L176-90ZM282-90L342-150L352-150L292-90Z', '#fff', 'opacity=".13"'), inGlass),
    line(spec.pillars, BLACK, 5.5, inGlass),
    path(spec.glass, 'none', `stroke="${BLACK}" stroke-width="2.4"`),
    spec.roofRail ? line(spec.roofRail, '#aab3b6', 2.6) : '',
    line(spec.seams, '#000', 1.1, 'opacity=".42"'),
    spec.handles.map(([hx, hy]) => rect(hx, hy, 19, 3.6, darker(paint, 0.45), 'rx="1.8"') + rect(hx, hy - 0.8, 19, 1.2, '#fff', 'rx=".6" opacity=".35"')).join(''),
    path(spec.headlight, s.linear(['#f5fbff', '#aebdc6'])) + path(spec.headlight, 'none', 'stroke="#39464c" stroke-width="1"'),
    line(spec.signature, '#ffffff', 2.2),
    path(spec.tail, s.linear(['#e2493a', '#8d1712'])) + path(spec.tail, 'none', 'stroke="#4b0c09" stroke-width=".8"'),
    path(`M${spec.mirror[0] - 8} ${spec.mirror[1] + 2}C${spec.mirror[0] - 10} ${spec.mirror[1] - 11} ${spec.mirror[0] + 10} ${spec.mirror[1] - 12} ${spec.mirror[0] + 13} ${spec.mirror[1] - 3}L${spec.mirror[0] + 9} ${spec.mirror[1] + 3}Z`, s.linear([lighter(paint, 0.25), darker(paint, 0.5)])),
    wheels.map(([wx, wy]) => wheel(s, wx, wy, r, { spinning, rim })).join(''),
    lights ? s.glow(length - 5, -94, 26, '#ff3b2a', 0.6) : '',
    beam, extra,
  ].join('');
  return place(group(parts, `transform="translate(${-length / 2} 0)"`), { x, y, scale, mirror });
};

const bolt = (x, y, k, fill) => path(`M${x + 5 * k} ${y - 12 * k}L${x - 7 * k} ${y + 2 * k}H${x}L${x - 5 * k} ${y + 12 * k}L${x + 7 * k} ${y - 2 * k}H${x}Z`, fill);

/** All three take { x, y, scale, mirror, paint, lights, driver, spinning, shadow, extra }; x is the middle of the car, y the ground. */
export const lys = (s, options) => side(s, LYS, { paint: PAINT.pine, scale: 1, ...options });
export const mica = (s, options) => side(s, MICA, { paint: PAINT.coral, roof: '#f2ece1', scale: 1, ...options });
export const cargo = (s, { livery = true, mirror, ...options }) => {
  const turned = (content, cx) => (mirror ? group(content, `transform="translate(${2 * cx} 0) scale(-1 1)"`) : content);
  const mark = livery ? path('M340-206L372-206L436-23L340-23Z', '#1f7a60', `opacity=".92" ${s.clip(path('M340-204H526V-124H340ZM340-114H526V-47H340Z', '#000'))}`) + bolt(372, -160, 1.5, '#f3b647') + turned(words(475, -148, 'ORVANE', 20, '#2b3a3d', 'text-anchor="middle" font-weight="800" letter-spacing="1"'), 475) : '';
  return side(s, CARGO, { paint: PAINT.pearl, scale: 1, mark, mirror, ...options });
};

/** Where the charging plug goes, in the picture, for a car placed with the same options. */
export const socket = (model, { x, y, scale = 1, mirror = false }) => {
  const spec = { lys: LYS, mica: MICA, cargo: CARGO }[model];
  const dx = (spec.port[0] - spec.length / 2) * scale;
  return [x + (mirror ? -dx : dx), y + spec.port[1] * scale];
};

/** Box trailer under a tarpaulin, hitched behind a car that faces left: x is the hitch. */
export const trailer = (s, { x, y, scale }) => place([
  ellipse(110, -2, 130, 10, '#04090c', `opacity=".45" ${s.blur(6)}`),
  line('M-6-42L40-42M40-42L60-46', '#39444a', 6),
  ellipse(-4, -44, 5, 5, '#596266'),
  path('M36-62H218V-34H36Z', s.linear(['#c4ccce', '#7f8a8f'])) + line('M36-62H218M36-48H218', '#5c676c', 1.5),
  path('M34-62C34-100 40-116 56-118C100-124 160-124 202-118C216-116 221-100 221-62Z', s.linear(['#5f86a8', '#34587b', '#203c58'])),
  line('M76-121C72-100 72-80 72-62M127-123V-62M178-121C182-100 182-80 182-62', '#16304a', 2, 'opacity=".6"'),
  range(10, (i) => ellipse(46 + i * 18, -66, 1.8, 1.8, '#e6edf0')),
  path('M92-36C92-66 162-66 162-36Z', '#2a3338'), wheel(s, 127, -27, 27),
  rect(216, -60, 5, 14, '#c2362b'),
].join(''), { x, y, scale });

/** Car transporter facing left; load is drawn on its decks, at heights -62 and -262. */
export const transporter = (s, { x, y, scale, load }) => place([
  ellipse(690, 0, 760, 20, '#04090c', `opacity=".5" ${s.blur(9)}`),
  path('M10-40C4-90 6-150 24-230C28-250 40-258 60-258H206V-40Z', s.linear(['#f8b94d', '#e0941f', '#a8650d'])),
  path('M30-236C22-206 18-182 16-160H70V-240H40Z', s.linear(['#5b6e77', '#1a252b'])),
  path('M84-238H164V-158H84Z', s.linear(['#5b6e77', '#18232a'])) + path('M84-170L150-238H164V-224L104-158H84Z', '#fff', 'opacity=".14"'),
  line('M78-244V-60H172V-244', '#7a4a09', 2, 'opacity=".6"') + rect(146, -140, 18, 5, '#7a4a09', 'rx="2"'),
  path('M8-92H60L56-74H7Z', '#f6fbff') + rect(4, -58, 206, 26, '#232b2f', 'rx="6"'),
  path('M40-258C80-300 150-300 206-290V-258Z', s.linear(['#f6c46a', '#c27c15'])),
  words(100, -272, 'ORVANE', 24, '#5b3906', 'font-weight="800"'),
  rect(190, -60, 1190, 18, '#39444a', 'rx="3"') + rect(240, -262, 1130, 12, '#4a565c', 'rx="3"'),
  load,
  range(6, (i) => rect(250 + i * 220, -262, 10, 204, s.linear(['#6a777d', '#39444a'], [0, 0, 1, 0]))),
  line('M260-60L470-255M700-60L910-255M1140-60L1350-255', '#4a565c', 5, 'opacity=".75"'),
  rect(1360, -70, 16, 34, '#232b2f') + rect(1370, -64, 8, 20, '#d8402f', 'rx="2"'),
  [90, 330, 1030, 1124, 1218].map((wx) => path(`M${wx - 54} -40C${wx - 50} -104 ${wx + 50} -104 ${wx + 54} -40Z`, '#1a2023') + wheel(s, wx, -44, 44, { rim: '#b6bec1' })).join(''),
].join(''), { x, y, scale });
