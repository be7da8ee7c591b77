// People in a few confident shapes: no face is drawn, posture and clothes tell the story.
// In centimetres, standing on y = 0 around x = 0, about 172 tall, seen from the front or the back.
import { darker, ellipse, group, lighter, line, path, place, rect } from './draw.mjs';

export const SKIN = ['#f3cdb0', '#e6b28c', '#cf9468', '#a86f48', '#7d4e32', '#5c3a26'];
export const HAIR = ['#2a201d', '#4b3024', '#7a4a2a', '#b07a3f', '#a9a39b', '#8d3f22'];
const CLOTH = ['#1f7a60', '#2f4d78', '#c98a2b', '#a8503a', '#5b4a78', '#5e6c70', '#2f3b40', '#d9d2c3', '#7f9f8c'];

// Elbow and wrist of each arm, and knee and ankle of each leg, for a left and a right side.
const STRAIGHT = [[-9, -47, -9, -6], [9, -47, 10, -6]];
const POSES = {
  stand: { arms: [[-26, -108, -25, -82], [26, -108, 25, -82]], legs: STRAIGHT },
  relaxed: { arms: [[-28, -110, -17, -90], [26, -108, 26, -82]], legs: [[-8, -47, -8, -6], [11, -47, 16, -6]] },
  tablet: { arms: [[-25, -112, -6, -106], [25, -110, 8, -104]], legs: STRAIGHT },
  point: { arms: [[-26, -108, -25, -82], [36, -124, 58, -138]], legs: STRAIGHT },
  give: { arms: [[-26, -108, -25, -82], [30, -112, 54, -114]], legs: [[-9, -47, -10, -6], [9, -47, 13, -6]] },
  wave: { arms: [[-26, -108, -24, -82], [34, -138, 33, -166]], legs: STRAIGHT },
  cup: { arms: [[-26, -108, -24, -82], [26, -110, 12, -122]], legs: [[-8, -47, -8, -6], [10, -47, 14, -6]] },
  walk: { arms: [[-27, -110, -19, -88], [24, -108, 34, -88]], legs: [[-16, -48, -24, -7], [12, -50, 22, -10]] },
  carry: { arms: [[-24, -110, -10, -98], [24, -110, 10, -98]], legs: STRAIGHT },
  reach: { arms: [[-30, -152, -22, -186], [30, -152, 22, -186]], legs: STRAIGHT },
  cheer: { arms: [[-32, -146, -38, -174], [32, -146, 38, -174]], legs: STRAIGHT },
};

const limb = (points, widths, fill) => {
  let out = '';
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [[x1, y1], [x2, y2]] = [points[i], points[i + 1]];
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [nx, ny] = [(y1 - y2) / length / 2, (x2 - x1) / length / 2];
    const [a, b] = [widths[i], widths[i + 1]];
    out += path(`M${x1 + nx * a} ${y1 + ny * a}L${x2 + nx * b} ${y2 + ny * b}L${x2 - nx * b} ${y2 - ny * b}L${x1 - nx * a} ${y1 - ny * a}Z`, fill);
    out += ellipse(x1, y1, a / 2, a / 2, fill) + ellipse(x2, y2, b / 2, b / 2, fill);
  }
  return out;
};

const HAIRCUTS = {
  short: (c) => path('M-10-158C-13-172-6-181 1-180.5C10-181 13-171 10.5-157C9-161 9-165 7-168C1-166-5-167-8-169C-9-166-9-162-10-158Z', c),
  crop: (c) => path('M-10-161C-11-174-5-179 0-179C6-179 11-174 10-161C9-166 7-170 5-171C1-172-3-172-6-170.5C-8-168-9-165-10-161Z', c),
  bob: (c) => path('M-12-146C-16-168-9-181 0-181C10-181 16-168 12-146C10-144 7-145 7-147C9-156 8-163 5-169C0-166-4-166-7-168C-9-162-9-155-7-147C-8-145-10-144-12-146Z', c),
  long: (c) => path('M-13-132C-17-166-10-181 0-181C10-181 17-166 13-132C10-130 8-132 8-136C9-152 9-163 5-169C0-166-4-166-7-168C-9-160-9-150-8-136C-8-132-10-130-13-132Z', c),
  bun: (c) => ellipse(0, -182, 6, 5.5, c) + path('M-10.5-156C-14-172-7-179 0-179C7-179 14-172 10.5-156C9-163 8-167 5-170C0-168-4-168-7-169C-9-165-10-161-10.5-156Z', c),
  curls: (c) => [[0, -176, 8.5], [-8, -172, 7], [8, -172, 7], [-11.5, -163, 5.5], [11.5, -163, 5.5], [-5, -179, 6], [5, -179, 6]].map(([x, y, r]) => ellipse(x, y, r, r, c)).join(''),
  bald: (c) => path('M-10-160C-11.5-164-11-168-9.5-170L-9-160ZM10-160C11.5-164 11-168 9.5-170L9-160Z', c),
  scarf: (c) => path('M-13-148C-17-170-9-181 0-181C9-181 17-170 13-148C10-140 4-137 0-137C-4-137-10-140-13-148ZM-8-160C-8-150-4-144 0-144C4-144 8-150 8-160C8-167 4-171 0-171C-4-171-8-167-8-160Z', c, 'fill-rule="evenodd"'),
  helmet: () => path('M-12.5-165C-13-178-6-184 0-184C6-184 13-178 12.5-165Z', '#f2b63c') + rect(-14.5, -167, 29, 3.6, '#d69420', 'rx="1.8"') + line('M0-184V-168', '#d69420', 3),
  cap: (c) => path('M-11-166C-12-177-6-181 0-181C6-181 12-177 11-166Z', c) + path('M-12-166H12C18-166 20-163 18-162H-12Z', darker(c, 0.3)),
};

/** A person: { x, y, scale, mirror, pose, skin, hair, cut, top, bottom, kind, back, holds, seated }. kind: shirt, jacket, knit, work, dress. */
export const person = (s, { x, y, scale = 1, mirror = false, pose = 'stand', skin = SKIN[1], hair = HAIR[0], cut = 'short', top = CLOTH[0], bottom = '#2b3640', kind = 'knit', back = false, holds = '', size = 1, shadow = 0.3, woman = false, light = 1 }) => {
  const { arms, legs } = POSES[pose];
  const shoulder = woman ? 17 : 20;
  const waist = woman ? 12 : 15.5;
  const hip = woman ? 15.5 : 15;
  const cloth = s.linear([lighter(top, 0.12), top, darker(top, 0.22)], [0, 0, 1, 0.6]);
  const leg = ([kx, ky, ax, ay]) => limb([[kx * 0.7, -86], [kx, ky], [ax, ay]], [15.5, 12, 8.5], kx < 0 ? bottom : darker(bottom, 0.16)) + path(`M${ax - 5} ${ay - 2}H${ax + 5}L${ax + (ax < 0 ? 5 : 9)} 0H${ax - (ax < 0 ? 9 : 5)}Z`, '#22282b');
  const arm = ([ex, ey, wx, wy], sign, fill) => limb([[sign * (shoulder - 3), -134], [ex, ey], [wx, wy]], [11.5, 9.5, 7.5], fill) + ellipse(wx + (wx - ex) * 0.14, wy + (wy - ey) * 0.14, 4.3, 4.8, skin);
  const torso = `M-6-145C-11-142-${shoulder}-141-${shoulder + 1}-131C-${shoulder}-118-${waist}-112-${waist}-104C-${waist}-96-${hip}-92-${hip}-82H${hip}C${hip}-92 ${waist}-96 ${waist}-104C${waist}-112 ${shoulder}-118 ${shoulder + 1}-131C${shoulder}-141 11-142 6-145Z`;
  const skirt = kind === 'dress' ? path(`M-${waist}-104C-18-88-22-64-23-50H23C22-64 18-88 ${waist}-104Z`, cloth) : '';
  const collar = {
    shirt: path('M-6-145L0-134L6-145L9-141L0-126L-9-141Z', lighter(top, 0.55)),
    jacket: path('M-6-145L0-112L6-145Z', '#f6f3ec') + path('M-7-145L-12-134L0-106L12-134L7-145L0-114Z', darker(top, 0.25)),
    knit: path('M-7-145C-4-140 4-140 7-145L8-142C5-136-5-136-8-142Z', darker(top, 0.25)),
    work: path('M-7-145L0-136L7-145L8-141L0-132L-8-141Z', darker(top, 0.3)) + rect(-18, -118, 36, 5, '#f4e27a') + rect(-16, -100, 32, 5, '#f4e27a'),
    dress: path('M-6-145C-4-136 4-136 6-145Z', skin),
  }[kind];
  const head = [
    rect(-5, -152, 10, 14, darker(skin, 0.16), 'rx="4"'),
    rect(-5, -148, 10, 10, darker(skin, 0.14), 'rx="4"'),
    ellipse(-9.8, -160, 1.9, 3, darker(skin, 0.08)) + ellipse(9.8, -160, 1.9, 3, darker(skin, 0.08)),
    ellipse(0, -161, 9.8, 12.4, s.linear([lighter(skin, 0.1), skin, darker(skin, 0.12)], [0, 0, 1, 0.5])),
    HAIRCUTS[cut](hair),
    back && cut !== 'scarf' ? ellipse(0, -163, 10.4, 12, hair) : '',
    back && cut === 'scarf' ? ellipse(0, -160, 11, 15, hair) : '',
  ].join('');
  return place(group([
    shadow ? ellipse(4, -1, 30, 5, '#04090c', `opacity="${shadow}" ${s.blur(3)}`) : '',
    leg(legs[0]) + leg(legs[1]) + skirt,
    cut === 'long' || cut === 'bob' ? path('M-12-138C-15-168-9-180 0-180C9-180 15-168 12-138Z', darker(hair, 0.25)) : '',
    path(torso, cloth) + (back ? '' : collar),
    line(`M-${waist - 1}-106C-4-102 4-102 ${waist - 1}-106`, '#000', 1, 'opacity=".1"'),
    arm(arms[0], -1, darker(top, 0.06)) + arm(arms[1], 1, darker(top, 0.14)),
    head, holds,
  ].join(''), light < 1 ? `style="filter:brightness(${light})"` : ''), { x, y, scale: scale * size, mirror });
};

/** Things to hold, placed for the pose that goes with them. */
export const TABLET = rect(-12, -118, 24, 17, '#20282b', 'rx="2" transform="rotate(-4)"') + rect(-10, -116, 20, 13, '#9fd0c0', 'rx="1" transform="rotate(-4)"');
export const MUG = rect(5, -134, 9, 10, '#f4efe6', 'rx="2"') + line('M14-131C18-131 18-126 14-126', '#f4efe6', 1.8);
export const PARCEL = rect(-20, -118, 40, 28, '#c79a62', 'rx="1.5"') + rect(-3, -118, 6, 28, '#e0c08f') + rect(8, -100, 9, 6, '#f7efe0');
export const KEYS = ellipse(60, -112, 3.6, 3.6, 'none', 'stroke="#e8b54a" stroke-width="2"') + rect(58, -109, 4.5, 10, '#23292c', 'rx="2"');
export const BOUQUET = path('M-6-96L0-82L6-96Z', '#e9dfc8') + [[-6, -102, '#d8573f'], [0, -106, '#f3b647'], [6, -102, '#e9ebe8'], [-2, -99, '#c2362b']].map(([x, y, c]) => ellipse(x, y, 4.5, 4.5, c)).join('');

// Dark skin goes with dark or grey hair: the drawing stays readable.
const complexion = (s) => {
  const tone = Math.floor(s.rand() * SKIN.length);
  return { skin: SKIN[tone], hair: s.pick(tone < 2 ? HAIR : [HAIR[0], HAIR[0], HAIR[1], HAIR[4]]) };
};

/** A small crowd with varied people, from the scene's own random source. */
export const crowd = (s, list) => list.map((one) => {
  const woman = one.woman ?? s.rand() < 0.5;
  return person(s, { woman, ...complexion(s), cut: woman ? s.pick(['bob', 'long', 'bun', 'curls', 'scarf']) : s.pick(['short', 'crop', 'short', 'curls', 'bald']), top: s.pick(CLOTH), bottom: s.pick(['#2b3640', '#3a3f4c', '#4a3f38', '#27343f']), kind: s.pick(['shirt', 'jacket', 'knit', 'knit']), size: s.between(0.95, 1.04), ...one });
}).join('');
