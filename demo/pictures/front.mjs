// The same models seen from the front, in centimetres, the ground at y = 0 and the middle at x = 0.
import { darker, ellipse, group, lighter, line, path, place, rect, words } from './draw.mjs';
import { PAINT } from './vehicles.mjs';

// Half outlines, the right side: mirrored to the left when drawn.
const SHAPES = {
  lys: {
    half: 91, roof: -150, cowl: -100, top: 52, waist: 72,
    body: 'M0-151C26-151 42-149 53-143C63-128 70-114 75-102C84-97 90-88 91-74L91-34C91-26 88-21 82-20L0-20Z',
    glass: 'M0-145C22-145 38-143 48-139C56-127 63-115 68-103C46-98 22-96 0-96Z',
    bonnet: 'M0-94C26-94 50-96 70-100C76-94 80-86 82-78C56-72 28-70 0-70Z',
    lamp: 'M44-70C60-73 76-77 86-82C89-74 89-68 87-62C72-60 56-61 46-63Z',
    drl: 'M48-67C62-69 74-73 85-78', intake: 'M0-42L58-42C64-42 66-36 60-30L52-26L0-26Z', badge: -80, plate: -53,
  },
  mica: {
    half: 84, roof: -152, cowl: -104, top: 50, waist: 68,
    body: 'M0-153C24-153 42-151 51-145C61-130 67-116 71-104C80-98 84-88 84-72L84-34C84-26 81-21 75-20L0-20Z',
    glass: 'M0-147C20-147 38-145 47-141C54-130 60-118 64-106C44-101 22-99 0-99Z',
    bonnet: 'M0-97C24-97 46-99 65-103C72-95 75-86 76-78C52-66 26-64 0-64Z',
    lamp: 'M46-76C50-86 68-88 76-80C80-70 74-60 62-60C50-60 44-67 46-76Z',
    drl: 'M51-74C54-81 66-83 72-77', intake: 'M0-40L50-40C56-40 58-34 52-29L46-26L0-26Z', badge: -76, plate: -50,
  },
  cargo: {
    half: 101, roof: -206, cowl: -122, top: 82, waist: 94,
    body: 'M0-207C46-207 72-205 83-198C90-176 95-150 97-126C100-116 101-106 101-92L101-34C101-26 98-21 92-20L0-20Z',
    glass: 'M0-192C38-192 64-190 76-186C82-166 86-146 88-126C62-120 30-118 0-118Z',
    bonnet: 'M0-114C34-114 66-116 90-121C94-114 95-106 95-98C64-90 32-88 0-88Z',
    lamp: 'M66-84C76-92 88-98 97-100C99-88 98-78 95-70C84-68 72-70 66-74Z',
    drl: 'M70-80C78-87 86-92 95-95', intake: 'M0-58L66-58C72-58 74-50 68-42L60-36L0-36Z', badge: -100, plate: -68,
  },
};

/** Front of a model: { x, y, scale, paint, lights, plate, ticket } with an optional price card behind the windscreen. */
export const front = (s, model, { x, y, scale = 1, paint = PAINT.pine, lights = false, plate = 'GX-412-KD', ticket = '', snow = false, shadow = 0.45 }) => {
  const v = SHAPES[model];
  const both = (content) => content + group(content, 'transform="scale(-1 1)"');
  const coat = s.linear([[0, lighter(paint, 0.3)], [0.3, lighter(paint, 0.18)], [0.5, paint], [0.8, darker(paint, 0.34)], [1, darker(paint, 0.5)]]);
  const right = v.half;
  const lampY = (v.badge + v.plate) / 2 - 4;
  return place([
    shadow ? ellipse(0, -2, v.half * 1.2, 12, '#04090c', `opacity="${shadow}" ${s.blur(7)}`) : '',
    both(rect(right - 26, -44, 25, 44, s.linear(['#0b0f11', '#23292c', '#0b0f11'], [0, 0, 1, 0]), 'rx="6"')),
    rect(-right + 14, -30, 2 * right - 28, 20, '#05080a', `opacity=".85" rx="6"`),
    both(path(`M${right - 20} ${v.cowl - 6}C${right - 6} ${v.cowl - 13} ${right + 5} ${v.cowl - 12} ${right + 6} ${v.cowl - 4}C${right + 6} ${v.cowl + 2} ${right - 2} ${v.cowl + 4} ${right - 14} ${v.cowl + 3}Z`, s.linear([lighter(paint, 0.2), darker(paint, 0.5)]))),
    both(path(v.body, coat) + path(v.glass, s.linear(['#2b3a43', '#3d4f59', '#141d22']))),
    both(path(v.bonnet, s.linear([lighter(paint, 0.4), lighter(paint, 0.05)]))),
    group(ellipse(-v.waist * 0.45, v.cowl - 4, 15, 17, '#0b1114', 'opacity=".65"') + ellipse(v.waist * 0.45, v.cowl - 4, 15, 17, '#0b1114', 'opacity=".65"') +
    rect(-v.waist * 0.45 - 8, v.cowl - 32, 16, 16, '#0b1114', 'rx="6" opacity=".65"') + rect(v.waist * 0.45 - 8, v.cowl - 32, 16, 16, '#0b1114', 'rx="6" opacity=".65"'), s.clip(path(v.glass, '#000') + path(v.glass, '#000', 'transform="scale(-1 1)"'))),
    path(`M${-v.top * 0.5} ${v.roof + 8}L${-v.top * 0.1} ${v.roof + 8}L${-v.waist * 0.55} ${v.cowl - 1}L${-v.waist * 0.9} ${v.cowl - 1}Z`, '#fff', 'opacity=".12"'),
    ticket ? rect(10, v.cowl - 24, 46, 22, '#fffdf4', 'rx="2"') + words(33, v.cowl - 8.5, ticket, 13, '#1d4438', 'text-anchor="middle" font-weight="700"') : '',
    both(path(v.intake, '#14191c') + line(v.intake.replace(/Z/, ''), '#000', 1.4, 'opacity=".4"')),
    both(path(v.lamp, s.linear(['#f7fbff', '#9fb0ba'])) + path(v.lamp, 'none', 'stroke="#39464c" stroke-width="1.2"')) + both(line(v.drl, '#fff', 2.6)),
    line(`M${-v.half + 46} ${v.badge + 13}H${v.half - 46}`, '#fff', 1.4, 'opacity=".4"'),
    ellipse(0, v.badge, 5.5, 5.5, '#e9eef0') + ellipse(0, v.badge, 2.6, 2.6, darker(paint, 0.3)),
    rect(-27, v.plate - 2, 54, 12, '#f7f8f6', 'rx="1.5"') + rect(-27, v.plate - 2, 5, 12, '#2450a0') + rect(22, v.plate - 2, 5, 12, '#2450a0') + words(0, v.plate + 7.5, plate, 7.4, '#161b1d', 'text-anchor="middle" font-weight="600"'),
    snow ? path(`M${-v.top} ${v.roof + 6}C${-v.top * 0.6} ${v.roof - 12} ${v.top * 0.6} ${v.roof - 12} ${v.top} ${v.roof + 6}C${v.top * 0.4} ${v.roof + 1} ${-v.top * 0.4} ${v.roof + 1} ${-v.top} ${v.roof + 6}Z`, '#fff') : '',
    lights ? both(s.glow(v.half - 24, lampY, 70, '#fff3cd', 0.85)) : '',
  ].join(''), { x, y, scale });
};
