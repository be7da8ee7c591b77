// Surroundings: skies, mountains, trees, streets, rooms and charging equipment. Pixels unless a scale is given.
import { darker, ellipse, group, lighter, line, mix, path, place, range, rect, words } from './draw.mjs';

export const sky = (s, stops, bottom = s.height) => rect(0, 0, s.width, bottom, s.linear(stops));

/** Flat-based clouds, soft, in a band between two heights. */
export const clouds = (s, count, top, bottom, colour = '#ffffff', opacity = 0.7) => range(count, (i) => {
  const [x, y, k] = [((i + s.rand()) / count) * s.width, s.between(top, bottom), s.between(0.7, 1.5)];
  const puffs = range(6, (j) => ellipse(x + (j - 2.5) * 46 * k, y - s.between(0, 22) * k, s.between(36, 62) * k, s.between(16, 34) * k, colour));
  return group(puffs, `opacity="${opacity}" ${s.blur(9)}`);
});

/** A ridge line: midpoint-like jitter around a height, closed at the bottom. */
export const ridge = (s, y, height, steps, fill, { rough = 0.5, to = s.height, snow = '' } = {}) => {
  const points = Array.from({ length: steps + 1 }, (_, i) => [(i / steps) * (s.width + 80) - 40, y - (i % 2 ? s.between(0.35, 1) : s.between(0, 0.4)) * height]);
  const jagged = [];
  points.forEach(([x, py], i) => {
    jagged.push([x, py]);
    const next = points[i + 1];
    if (next) for (const t of [0.3, 0.62]) jagged.push([x + (next[0] - x) * t, py + (next[1] - py) * t + (s.rand() - 0.5) * height * rough * 0.3]);
  });
  const d = `M${jagged.map(([x, py]) => `${x.toFixed(1)} ${py.toFixed(1)}`).join('L')}L${s.width + 40} ${to}L-40 ${to}Z`;
  const shade = points.map(([x, py], i) => (i % 2 && points[i + 1] ? path(`M${x} ${py}L${points[i + 1][0]} ${points[i + 1][1]}L${x + 24} ${points[i + 1][1] + height * 0.7}L${x - 12} ${py + height * 0.5}Z`, '#0b1c2a', 'opacity=".1"') : '')).join('');
  const caps = snow ? points.map(([x, py], i) => {
    if (i % 2 === 0 || !points[i + 1]) return '';
    const [a, b] = [points[i - 1], points[i + 1]];
    const at = (p, t) => [x + (p[0] - x) * t, py + (p[1] - py) * t];
    const [l, r, l2, r2] = [at(a, 0.5), at(b, 0.55), at(a, 0.2), at(b, 0.22)];
    return path(`M${x} ${py}L${r[0]} ${r[1]}L${x + (r2[0] - x) * 1.2} ${r2[1] + height * 0.12}L${x + 4} ${py + height * 0.2}L${l2[0]} ${l2[1] + height * 0.16}L${l[0]} ${l[1]}Z`, snow);
  }).join('') : '';
  return group(path(d, fill) + shade + caps, snow ? s.clip(path(d, '#000')) : '');
};

/** Rolling hills: smooth, with a soft lit edge. */
export const hill = (s, y, height, colour, { waves = 3, phase = s.rand() * 6, to = s.height } = {}) => {
  const d = Array.from({ length: 41 }, (_, i) => `${((i / 40) * s.width).toFixed(1)} ${(y - height * (0.5 + 0.5 * Math.sin((i / 40) * waves * 2.4 + phase))).toFixed(1)}`).join('L');
  return path(`M${d}L${s.width} ${to}L0 ${to}Z`, s.linear([lighter(colour, 0.14), colour, darker(colour, 0.2)]));
};

export const fir = (x, y, h, colour, snow = 0) => range(4, (i) => {
  const [w, top, base] = [h * (0.13 + i * 0.055), y - h + i * h * 0.2, y - h * 0.62 + i * h * 0.2];
  const leaf = `M${x} ${top}L${x + w} ${base}Q${x} ${base - h * 0.06} ${x - w} ${base}Z`;
  return path(leaf, mix(colour, darker(colour, 0.4), i / 5)) + (snow ? path(`M${x} ${top}L${x + w * 0.72} ${base - h * 0.09}Q${x + w * 0.2} ${base - h * 0.16} ${x} ${base - h * 0.07}Q${x - w * 0.3} ${base - h * 0.15} ${x - w * 0.7} ${base - h * 0.1}Z`, '#f4f9fc', `opacity="${snow}"`) : '');
});

export const tree = (s, x, y, h, colour) => {
  const r = h * 0.3;
  const trunk = path(`M${x - h * 0.028} ${y}L${x - h * 0.016} ${y - h * 0.5}H${x + h * 0.016}L${x + h * 0.03} ${y}Z`, '#4e3b2c');
  const leaves = range(16, (i) => {
    const [a, d] = [s.rand() * 6.28, Math.sqrt(s.rand()) * r * 0.85];
    const [lx, ly] = [x + Math.cos(a) * d, y - h * 0.66 + Math.sin(a) * d * 0.95];
    return ellipse(lx, ly, r * s.between(0.3, 0.5), r * s.between(0.26, 0.42), mix(darker(colour, 0.26), lighter(colour, 0.2), Math.min(1, Math.max(0, 0.5 - (ly - (y - h * 0.66)) / r / 1.6 + (i / 16 - 0.5) * 0.2))));
  });
  return ellipse(x, y, r * 0.9, h * 0.025, '#04120c', `opacity=".25" ${s.blur(4)}`) + trunk + ellipse(x, y - h * 0.64, r * 0.95, r * 0.95, darker(colour, 0.24)) + leaves;
};

export const cypress = (s, x, y, h, colour) => path(`M${x} ${y - h}C${x + h * 0.14} ${y - h * 0.5} ${x + h * 0.11} ${y} ${x} ${y}C${x - h * 0.11} ${y} ${x - h * 0.14} ${y - h * 0.5} ${x} ${y - h}Z`, s.linear([lighter(colour, 0.12), darker(colour, 0.3)], [0, 0, 1, 0]));

export const bush = (s, x, y, w, h, colour) => range(9, (i) => ellipse(x + (i / 8 - 0.5) * w, y - s.between(0.2, 0.5) * h, w * s.between(0.1, 0.18), h * s.between(0.35, 0.55), mix(darker(colour, 0.2), lighter(colour, 0.12), s.rand())));

/** Road seen from the side, with its verge and dashes. */
export const road = (s, y, h, colour = '#4d555a', { dashes = '#f1ead6', verge = '' } = {}) => [
  verge ? rect(0, y - 14, s.width, 20, verge) : '',
  rect(0, y, s.width, h, s.linear([lighter(colour, 0.16), colour, darker(colour, 0.22)])),
  rect(0, y, s.width, 5, lighter(colour, 0.32), 'opacity=".6"'),
  dashes ? range(9, (i) => path(`M${i * 210 - 40} ${y + h * 0.66}h120l8 12h-122Z`, dashes, 'opacity=".85"')) : '',
  range(60, () => ellipse(s.rand() * s.width, y + s.rand() * h, s.between(1, 2.4), 0.9, '#fff', 'opacity=".12"')),
].join('');

/** Facade with a grid of windows; some are lit. */
export const facade = (s, { x, y, w, h, colour, rows, columns, glass = '#6f8794', lit = 0, shutters = '', shop = '' , balcony = false, roof = '' }) => {
  const [cw, ch] = [w / columns, (h - (shop ? h * 0.22 : 0)) / rows];
  const windows = range(rows * columns, (i) => {
    const [wx, wy] = [x + (i % columns) * cw + cw * 0.27, y - h + Math.floor(i / columns) * ch + ch * 0.2];
    const [ww, wh] = [cw * 0.46, ch * 0.6];
    const warm = s.rand() < lit;
    return [
      rect(wx - 4, wy - 4, ww + 8, wh + 8, lighter(colour, 0.28)),
      rect(wx, wy, ww, wh, warm ? '#ffd98a' : s.linear([lighter(glass, 0.3), darker(glass, 0.3)], [0, 0, 0.6, 1])),
      warm ? '' : path(`M${wx} ${wy + wh * 0.8}L${wx + ww * 0.7} ${wy}H${wx + ww}L${wx} ${wy + wh}Z`, '#fff', 'opacity=".12"'),
      rect(wx + ww / 2 - 1.5, wy, 3, wh, lighter(colour, 0.4)),
      shutters ? rect(wx - ww * 0.36 - 4, wy - 2, ww * 0.34, wh + 4, shutters) + rect(wx + ww + 4, wy - 2, ww * 0.34, wh + 4, shutters) : '',
      balcony ? rect(wx - 10, wy + wh - 20, ww + 20, 22, 'none', 'stroke="#2d3539" stroke-width="2"') + line(range(8, (j) => `M${wx - 6 + (j * (ww + 12)) / 7} ${wy + wh - 20}v22`), '#2d3539', 1.4) : '',
    ].join('');
  });
  return [
    rect(x, y - h, w, h, s.linear([lighter(colour, 0.1), darker(colour, 0.14)])),
    roof ? path(`M${x - 6} ${y - h}L${x + 16} ${y - h - 62}H${x + w - 16}L${x + w + 6} ${y - h}Z`, s.linear([lighter(roof, 0.1), darker(roof, 0.2)])) : '',
    rect(x - 6, y - h - 8, w + 12, 12, lighter(colour, 0.22)),
    windows,
    shop ? rect(x, y - h * 0.23, w, h * 0.23, darker(shop, 0.2)) + rect(x + 14, y - h * 0.17, w - 28, h * 0.17 - 6, s.linear(['#ffe9bd', '#8fa2a6'])) + path(`M${x + 4} ${y - h * 0.21}H${x + w - 4}L${x + w - 14} ${y - h * 0.145}H${x + 14}Z`, shop) + rect(x + w * 0.42, y - h * 0.16, w * 0.16, h * 0.16, darker(shop, 0.4)) : '',
  ].join('');
};

/** Public fast charger, in centimetres: 220 tall, the cable leaves from the left side at (-26, -120). */
export const charger = (s, { x, y, scale, colour = '#17493c', screen = '#e3f7ee', mirror = false, label = '62 %' }) => place([
  ellipse(0, -1, 46, 7, '#04090c', `opacity=".4" ${s.blur(4)}`),
  rect(-34, -10, 68, 10, '#8c969a', 'rx="3"'),
  path('M-28-10V-196C-28-206-22-212-12-212H12C22-212 28-206 28-196V-10Z', s.linear([lighter(colour, 0.24), colour, darker(colour, 0.4)], [0, 0, 1, 0])),
  rect(-20, -198, 40, 52, '#0f1d19', 'rx="4"') + rect(-17, -195, 34, 46, screen, 'rx="2"'),
  mirror ? '' : words(0, -158, label, 11, '#17493c', 'text-anchor="middle" font-weight="700"'),
  path('M3-190L-8-173H0L-3-164L8-179H0Z', '#e0a52c'),
  rect(-18, -134, 36, 5, '#f3b647', 'rx="2.5"'),
  rect(-18, -116, 36, 40, darker(colour, 0.35), 'rx="4"') + ellipse(0, -98, 9, 9, '#0d1613'),
].join(''), { x, y, scale, mirror });

/** Cable between two points, hanging by sag; then the plug. */
export const cable = ([x1, y1], [x2, y2], sag, width = 8, colour = '#15201d') =>
  line(`M${x1} ${y1}C${x1 + (x2 - x1) * 0.1} ${y1 + sag} ${x2 - (x2 - x1) * 0.15} ${y2 + sag} ${x2} ${y2}`, colour, width) +
  line(`M${x1} ${y1 - 1}C${x1 + (x2 - x1) * 0.1} ${y1 + sag - 2} ${x2 - (x2 - x1) * 0.15} ${y2 + sag - 2} ${x2} ${y2 - 1}`, '#fff', width * 0.2, 'opacity=".25"') +
  ellipse(x2, y2, width * 1.3, width * 1.3, '#22302c') + ellipse(x2, y2, width * 0.5, width * 0.5, '#7be0b4');

export const wallbox = (s, { x, y, scale = 1, colour = '#f4f6f4' }) => place([
  rect(-17, -26, 36, 52, '#04090c', `rx="8" opacity=".3" ${s.blur(4)}`),
  rect(-18, -28, 36, 52, s.linear([lighter(colour, 0.5), darker(colour, 0.16)]), 'rx="8"'),
  ellipse(0, -6, 11, 11, '#1b2724') + ellipse(0, -6, 8.5, 8.5, 'none', 'stroke="#5fe0ac" stroke-width="2"') + path('M2-13L-5-5H0L-2 1L5-7H0Z', '#f3b647'),
  rect(-6, 12, 12, 4, '#1f7a60', 'rx="2"'),
].join(''), { x, y, scale });

/** Potted plant in centimetres. */
export const plant = (s, { x, y, scale, h = 110, colour = '#3d7a56' }) => place([
  ellipse(0, -1, 26, 5, '#04090c', `opacity=".3" ${s.blur(3)}`),
  range(13, (i) => {
    const [a, l] = [(i / 12 - 0.5) * 2.1, h * s.between(0.62, 1)];
    const [tx, ty] = [Math.sin(a) * l * 0.62, -30 - Math.cos(a) * l];
    return path(`M0-30Q${tx * 0.3 - 9} ${ty * 0.62} ${tx} ${ty}Q${tx * 0.5 + 11} ${ty * 0.48} 0-30Z`, mix(darker(colour, 0.25), lighter(colour, 0.25), s.rand()));
  }),
  path('M-18-36H18L14 0H-14Z', s.linear(['#e9e2d3', '#b9ad97'], [0, 0, 1, 0])),
].join(''), { x, y, scale });

/** Room in elevation: wall, skirting and a glossy floor. */
export const room = (s, y, wall, floor) => [
  rect(0, 0, s.width, y, s.linear([darker(wall, 0.08), lighter(wall, 0.2)])),
  rect(0, y - 10, s.width, 10, lighter(wall, 0.4), 'opacity=".7"'),
  rect(0, y, s.width, s.height - y, s.linear([lighter(floor, 0.18), floor, darker(floor, 0.2)])),
].join('');

/** A drawing and its fading reflection on a polished floor at height y. */
export const mirrored = (s, y, depth, draw) => {
  const fade = s.linear([[0, '#fff', 0.28], [1, '#fff', 0]]);
  const id = `${s.name}-mirror-${Math.round(y)}`;
  return `<mask id="${id}"><rect x="0" y="${y}" width="${s.width}" height="${depth}" fill="${fade}"/></mask>` +
    group(group(draw(), `transform="translate(0 ${2 * y}) scale(1 -1)" ${s.blur(3)}`), `mask="url(#${id})"`) + draw();
};

/** Window with a view and frames. */
export const bay = (s, { x, y, w, h, columns = 3, rows = 1, frame = '#f7f4ec', view }) => [
  group(view, s.clip(rect(x, y, w, h, '#000'))),
  path(`M${x + w * 0.1} ${y + h}L${x + w * 0.42} ${y}H${x + w * 0.56}L${x + w * 0.24} ${y + h}Z`, '#fff', 'opacity=".1"'),
  rect(x, y, w, h, 'none', `stroke="${frame}" stroke-width="12"`),
  line(range(columns - 1, (i) => `M${x + ((i + 1) * w) / columns} ${y}v${h}`) + range(rows - 1, (i) => `M${x} ${y + ((i + 1) * h) / rows}h${w}`), frame, 9),
].join('');

/** Hanging lamp and its cone of light. */
export const lamp = (s, x, y, r, colour = '#f3b647') => [
  line(`M${x} 0V${y - r * 0.6}`, '#2d3539', 3),
  path(`M${x - r} ${y}C${x - r} ${y - r * 0.9} ${x + r} ${y - r * 0.9} ${x + r} ${y}Z`, s.linear([lighter(colour, 0.2), darker(colour, 0.25)])),
  s.glow(x, y + r * 0.4, r * 2.8, '#fff2cc', 0.65),
].join('');

/** Ceiling tube seen from the side. */
export const tube = (s, x, y, w) => s.glow(x + w / 2, y + 20, w * 0.8, '#f3fbff', 0.5, 110) + rect(x, y, w, 10, '#ffffff', 'rx="5"');

export const stars = (s, count, bottom) => range(count, () => ellipse(s.rand() * s.width, s.rand() * bottom, s.between(0.8, 2.2), s.between(0.8, 2.2), '#fff', `opacity="${s.between(0.25, 0.9).toFixed(2)}"`));

