// Drawing kit shared by every picture: a scene that collects gradients, filters and clips,
// a seeded random source, colour arithmetic and the final light and grain.
// Units are pixels of the picture; vehicles and people use centimetres under their own scale.

const hash = (text) => {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  return h >>> 0;
};

/** Seeded random numbers in [0, 1) (mulberry32): the same name always gives the same picture. */
const randomFrom = (name) => {
  let a = hash(name);
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const channels = (hex) => {
  const h = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  return [0, 2, 4].map((i) => Number.parseInt(h.slice(i, i + 2), 16));
};

/** Colour between two hexadecimal colours; t = 0 gives a, t = 1 gives b. */
export const mix = (a, b, t) => {
  const [p, q] = [channels(a), channels(b)];
  return `#${p.map((v, i) => Math.round(v + (q[i] - v) * t).toString(16).padStart(2, '0')).join('')}`;
};
export const lighter = (colour, t) => mix(colour, '#ffffff', t);
export const darker = (colour, t) => mix(colour, '#0b1216', t);

const round = (n) => Math.round(n * 100) / 100;
export const range = (n, f) => Array.from({ length: n }, (_, i) => f(i)).join('');
export const rect = (x, y, w, h, fill, more = '') =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${fill}" ${more}/>`;
export const ellipse = (x, y, rx, ry, fill, more = '') =>
  `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" ${more}/>`;
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d, stroke, width, more = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const group = (content, more = '') => `<g ${more}>${content}</g>`;
/** Puts a drawing made in centimetres on the picture; mirror turns it to face the other way. */
export const place = (content, { x, y, scale = 1, mirror = false, more = '' }) =>
  group(content, `transform="translate(${round(x)} ${round(y)}) scale(${mirror ? -scale : scale} ${scale})" ${more}`);
export const words = (x, y, content, size, fill, more = '') =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" ${more}>${content}</text>`;

/** One picture. Methods return the reference to use as fill, filter or clip. */
export class Scene {
  constructor(name, width = 1600, height = 1200) {
    Object.assign(this, { name, width, height, rand: randomFrom(name), known: new Map() });
  }

  between(a, b) { return a + (b - a) * this.rand(); }
  pick(list) { return list[Math.floor(this.rand() * list.length)]; }

  #define(build) {
    const key = build('');
    if (!this.known.has(key)) this.known.set(key, `${this.name}-${this.known.size}`);
    return `url(#${this.known.get(key)})`;
  }

  static #stops(list) {
    return list.map((stop, i) => {
      const [offset, colour, opacity = 1] = Array.isArray(stop) ? stop : [i / (list.length - 1), stop];
      return `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
    }).join('');
  }

  /** Linear gradient, top to bottom unless told: [x1, y1, x2, y2] in fractions of the shape. */
  linear(stops, [x1, y1, x2, y2] = [0, 0, 0, 1]) {
    return this.#define((id) => `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${Scene.#stops(stops)}</linearGradient>`);
  }

  radial(stops, [cx, cy, r] = [0.5, 0.5, 0.5]) {
    return this.#define((id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${Scene.#stops(stops)}</radialGradient>`);
  }

  blur(deviation) {
    const area = 'x="-60%" y="-60%" width="220%" height="220%"';
    return `filter="${this.#define((id) => `<filter id="${id}" ${area}><feGaussianBlur stdDeviation="${deviation}"/></filter>`)}"`;
  }

  clip(shape) {
    return `clip-path="${this.#define((id) => `<clipPath id="${id}">${shape}</clipPath>`)}"`;
  }

  /** Soft round light, for lamps, the sun and reflections. */
  glow(x, y, r, colour, opacity = 0.6, ry = r) {
    return ellipse(x, y, r, ry, this.radial([[0, colour, opacity], [0.4, colour, opacity * 0.4], [1, colour, 0]]));
  }

  /** The whole document: the drawing, then light from above, a darker frame and a fine grain. */
  document(content, { light = '#fff3d6', lightAt = [0.5, 0.1, 0.9], strength = 0.22, frame = 0.26, grain = 0.1 } = {}) {
    const { width: w, height: h } = this;
    const all = (fill, more) => rect(0, 0, w, h, fill, more);
    const wash = all(this.radial([[0, light, strength], [1, light, 0]], lightAt), 'style="mix-blend-mode:soft-light"');
    const vignette = all(this.radial([[0.55, '#0a1420', 0], [1, '#0a1420', frame]], [0.5, 0.46, 0.78]), 'style="mix-blend-mode:multiply"');
    const noise = this.#define((id) => `<filter id="${id}" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".55" numOctaves="2" seed="${hash(this.name) % 997}"/><feColorMatrix type="saturate" values="0"/></filter>`);
    const texture = all('#888', `filter="${noise}" opacity="${grain}" style="mix-blend-mode:soft-light"`);
    const defs = [...this.known].map(([definition, id]) => definition.replace('id=""', `id="${id}"`)).join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" font-family="Inter Variable, Inter, sans-serif"><defs>${defs}</defs>${content}${wash}${vignette}${texture}</svg>`;
  }
}
