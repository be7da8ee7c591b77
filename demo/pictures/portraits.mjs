// Portraits of the people of the demonstration, 256 by 256: head and shoulders, simple features.
// Each person is a short description; everything else (light, shade, proportions) is shared.
import { darker, ellipse, group, lighter, line, mix, path, range } from './draw.mjs';

const FACE = 'M91 98C91 60 165 60 165 98C165 134 150 162 128 162C106 162 91 134 91 98Z';

const curls = (list, colour) => list.map(([x, y, r], i) => ellipse(x, y, r, r, i % 3 ? colour : lighter(colour, 0.08))).join('');
const halo = (radius, size, from, to) => Array.from({ length: 15 }, (_, i) => {
  const a = from + ((to - from) * i) / 14;
  return [128 + Math.cos(a) * radius, 100 + Math.sin(a) * radius * 1.02, size + (i % 2) * 3];
});

// Behind the head, then in front of it.
const HAIR = {
  short: { front: 'M89 106C82 62 106 42 134 44C162 46 175 68 167 106C164 96 163 88 159 82C140 86 118 82 104 74C98 84 92 94 89 106Z' },
  side: { front: 'M89 106C80 66 100 40 134 42C164 44 176 70 167 106C165 94 161 86 157 80C138 84 120 80 108 74C104 84 94 92 89 106Z' },
  fade: { front: 'M91 98C88 66 106 53 128 53C150 53 168 66 165 98C163 88 160 80 154 76C138 71 118 71 102 76C96 80 93 88 91 98Z' },
  quiff: { front: 'M89 104C84 78 92 60 104 56C108 40 140 34 156 46C172 54 172 82 167 104C164 94 162 86 156 78C140 80 118 80 102 76C95 84 91 94 89 104Z' },
  receding: { front: 'M89 110C84 88 90 72 98 66C96 80 94 92 93 104ZM167 110C172 88 166 72 158 66C160 80 162 92 163 104Z' },
  bald: { front: 'M89 112C85 96 88 84 95 79C94 88 93.5 98 93 106ZM167 112C171 96 168 84 161 79C162 88 162.5 98 163 106Z' },
  bob: { back: 'M79 100C74 50 106 38 128 38C152 38 182 50 177 100C180 134 178 154 166 166L90 166C78 154 76 134 79 100Z', front: 'M88 112C84 72 104 52 130 51C156 52 172 74 168 112C163 94 156 82 146 70C134 84 108 86 97 90C93 96 90 104 88 112Z' },
  fringe: { back: 'M80 100C75 50 106 38 128 38C152 38 181 50 176 100C178 130 178 148 172 160L84 160C78 148 78 130 80 100Z', front: 'M87 114C82 66 104 46 128 46C152 46 174 66 169 114C166 104 165 99 163 95C140 102 114 102 93 95C91 99 89 105 87 114Z' },
  long: { back: 'M78 104C72 48 104 36 128 36C154 36 184 48 178 104C180 150 188 190 184 224L72 224C68 190 76 150 78 104Z', front: 'M88 114C83 70 104 50 127 50C152 50 173 70 168 114C163 92 150 76 128 66C110 76 93 92 88 114Z' },
  wavy: { back: 'M80 96C72 46 106 34 130 36C158 36 184 52 178 98C192 112 176 128 188 144C196 160 180 172 186 192C188 206 172 212 164 204L92 206C82 212 68 204 72 190C62 176 78 164 70 146C64 130 84 116 80 96Z', front: 'M88 112C80 74 104 48 132 50C158 52 176 76 167 112C164 94 156 84 142 72C130 86 106 88 97 92C93 98 90 104 88 112Z' },
  bun: { back: 'M102 42C98 20 158 20 154 42C160 60 96 60 102 42Z', front: 'M89 106C84 66 106 48 128 48C150 48 172 66 167 106C164 92 158 80 148 72C136 68 120 68 108 72C98 80 92 92 89 106Z' },
  pony: { back: 'M150 50C186 48 200 96 186 150C184 164 172 168 172 156C178 120 172 90 150 74Z', front: 'M89 106C82 64 106 46 130 46C154 46 174 66 167 106C164 92 156 78 142 70C126 78 104 82 96 90C92 96 90 100 89 106Z' },
  pixie: { front: 'M88 110C80 66 102 42 132 42C164 44 178 72 168 112C164 102 162 92 160 86C150 90 120 86 112 70C108 82 98 88 95 98C92 102 90 106 88 110Z' },
  braids: { back: 'M82 96C76 50 106 38 128 38C152 38 180 50 174 96L182 216L158 216L156 110L100 110L98 216L74 216Z', front: 'M89 104C85 66 106 50 128 50C150 50 171 66 167 104C163 88 154 76 128 70C102 76 93 88 89 104Z' },
  curly: { circles: halo(52, 17, Math.PI * 0.86, Math.PI * 2.14), front: 'M90 100C86 64 108 52 128 52C148 52 170 64 166 100C163 86 154 76 128 74C102 76 93 86 90 100Z' },
  curlyLong: { circles: [...halo(54, 18, Math.PI * 0.7, Math.PI * 2.3), [78, 158, 18], [178, 158, 18], [86, 178, 15], [170, 178, 15]], front: 'M90 102C85 66 108 50 128 50C148 50 171 66 166 102C162 88 152 80 140 72C124 80 102 84 90 102Z' },
  tight: { circles: halo(44, 13, Math.PI * 1.03, Math.PI * 1.97), front: 'M91 96C88 66 108 54 128 54C148 54 168 66 165 96C162 84 156 76 128 74C100 76 94 84 91 96Z' },
};

const BEARD = {
  full: 'M91 104C92 146 106 170 128 170C150 170 164 146 165 104C162 118 158 128 150 131C142 126 114 126 106 131C98 128 94 118 91 104Z',
  short: 'M92 112C94 144 108 166 128 166C148 166 162 144 164 112C161 124 156 132 149 135C140 131 116 131 107 135C100 132 95 124 92 112Z',
  goatee: 'M110 140C112 160 120 167 128 167C136 167 144 160 146 140C142 134 114 134 110 140Z',
};

const CLOTHES = {
  crew: (c) => path('M98 182C108 198 148 198 158 182L164 186C154 206 102 206 92 186Z', darker(c, 0.22)),
  shirt: (c) => path('M98 180L128 208L158 180L170 190L140 226L128 210L116 226L86 190Z', lighter(c, 0.55)) + line('M128 212V256', darker(c, 0.2), 1.5),
  blazer: (c, inner) => path('M98 182L128 236L158 182Z', inner) + path('M98 180L84 196L106 214L98 222L126 256H132L158 222L150 214L172 196L158 180L128 238Z', darker(c, 0.22)),
  collar: (c) => path('M100 178C104 170 152 170 156 178L162 194C146 204 110 204 94 194Z', lighter(c, 0.1)) + line('M95 193C112 202 144 202 161 193', darker(c, 0.25), 2),
  vneck: (c, inner) => path('M100 182L128 214L156 182Z', inner) + line('M97 182L128 218L159 182', darker(c, 0.25), 5),
  polo: (c) => path('M98 180L128 200L158 180L166 192L142 212L128 202L114 212L90 192Z', lighter(c, 0.16)) + line('M128 204V230', darker(c, 0.3), 3),
};

const portrait = (s, { bg, skin, hair, cut, top, wear = 'crew', inner = '#f6f3ec', beard, glasses, age = 0, earrings, lips, freckles, brow = darker(hair, 0.2) }) => {
  const style = HAIR[cut];
  const strand = s.linear([lighter(hair, 0.16), hair, darker(hair, 0.25)], [0.2, 0, 0.8, 1]);
  const shade = darker(skin, 0.24);
  const mouth = lips ?? mix(skin, '#9c3b32', 0.5);
  const inFace = s.clip(path(FACE, '#000'));
  return [
    ellipse(128, 128, 260, 260, s.linear([lighter(bg, 0.35), darker(bg, 0.06)])) + ellipse(196, 70, 96, 96, '#fff', 'opacity=".14"'),
    group([
    style.back ? path(style.back, s.linear([darker(hair, 0.12), darker(hair, 0.36)])) : '',
    style.circles ? curls(style.circles, darker(hair, 0.1)) : '',
    path('M22 262C24 214 62 190 104 184H152C194 190 232 214 234 262Z', s.linear([lighter(top, 0.14), top, darker(top, 0.25)], [0, 0, 1, 0.7])),
    path('M108 140H148V178C148 196 108 196 108 178Z', s.linear([darker(skin, 0.3), darker(skin, 0.08)])),
    CLOTHES[wear](top, inner),
    ellipse(91, 116, 7, 12, darker(skin, 0.08)) + ellipse(165, 116, 7, 12, darker(skin, 0.14)),
    earrings ? ellipse(90, 131, 3.4, 3.4, earrings) + ellipse(166, 131, 3.4, 3.4, earrings) : '',
    path(FACE, s.linear([lighter(skin, 0.12), skin, darker(skin, 0.1)], [0, 0, 1, 0.5])),
    group([
      ellipse(106, 132, 13, 9, '#d9604a', `opacity=".16" ${s.blur(4)}`) + ellipse(150, 132, 13, 9, '#d9604a', `opacity=".16" ${s.blur(4)}`),
      beard ? path(BEARD[beard], mix(hair, skin, 0.08)) : '',
      path('M165 60C150 84 160 130 130 166L170 166Z', '#2a0f08', `opacity=".07" ${s.blur(5)}`),
      freckles ? range(12, () => ellipse(128 + (s.rand() - 0.5) * 56, s.between(122, 134), 1.1, 1.1, '#9c5a34', 'opacity=".5"')) : '',
      age ? line('M108 86Q128 82 148 86M112 78Q128 75 144 78', shade, 1.3, `opacity="${age * 0.4}"`) + line('M105 134Q101 142 104 150M151 134Q155 142 152 150M98 112l-5-3M158 112l5-3', shade, 1.5, `opacity="${age * 0.55}"`) : '',
    ].join(''), inFace),
    line('M104 103Q112 97 121 102M135 102Q144 97 152 103', brow, 3.4),
    ellipse(113, 114, 6.6, 4.4, '#fbf8f2') + ellipse(143, 114, 6.6, 4.4, '#fbf8f2'),
    ellipse(113.5, 114, 3.7, 4, '#33231b') + ellipse(143.5, 114, 3.7, 4, '#33231b') + ellipse(114.8, 112.6, 1.2, 1.2, '#fff') + ellipse(144.8, 112.6, 1.2, 1.2, '#fff'),
    line('M105.5 113Q113 107 120.5 113M135.5 113Q143 107 150.5 113', darker(skin, 0.62), 2),
    line('M127 116Q122 130 125 132Q129 134 132 132', shade, 2, 'opacity=".75"'),
    path('M115 143Q128 149 141 143Q136 154 128 154Q120 154 115 143Z', mouth) + path('M119 145.5Q128 149 137 145.5Q133 148.5 128 148.5Q123 148.5 119 145.5Z', '#fff', 'opacity=".85"'),
    style.front ? path(style.front, strand) : '',
    style.circles && cut !== 'tight' ? curls([[104, 66, 13], [122, 58, 14], [142, 60, 14], [156, 72, 12]], hair) : '',
    cut === 'braids' ? line(range(5, (i) => `M${80 + i * 5} ${120 + i}V188M${176 - i * 5} ${120 + i}V188`), lighter(hair, 0.14), 1.3, 'opacity=".6"') : '',
    glasses ? group(`<rect x="99" y="104" width="26" height="21" rx="${glasses === 'round' ? 11 : 6}"/><rect x="131" y="104" width="26" height="21" rx="${glasses === 'round' ? 11 : 6}"/><path d="M125 112Q128 109 131 112M99 111L91 109M157 111L165 109"/>`, 'fill="#ffffff" fill-opacity=".12" stroke="#22292c" stroke-width="2.6"') : '',
    ].join(''), 'transform="translate(-23 -22) scale(1.18)"'),
  ].join('');
};

const WHO = {
  camille: { bg: '#bfe0d2', skin: '#f1c8a8', hair: '#5a3a28', cut: 'bob', top: '#17624e', wear: 'blazer' },
  sophie: { bg: '#cfc4e6', skin: '#efc9a4', hair: '#211a1b', cut: 'long', top: '#3a3f52', wear: 'blazer', earrings: '#e8c46a' },
  karim: { bg: '#c2d4ec', skin: '#cf9468', hair: '#241b18', cut: 'short', top: '#2c4a78', wear: 'shirt', beard: 'short' },
  yanis: { bg: '#bfe2de', skin: '#b97d52', hair: '#1f1816', cut: 'curly', top: '#1f7a60', wear: 'polo', beard: 'full' },
  aicha: { bg: '#f3dcb0', skin: '#7a4c31', hair: '#221a18', cut: 'curlyLong', top: '#c4781c', wear: 'crew', glasses: 'round', earrings: '#f3c94f' },
  elodie: { bg: '#f4cfbf', skin: '#efc09a', hair: '#9c4a2c', cut: 'bun', top: '#a8452f', wear: 'vneck', freckles: true },
  bernard: { bg: '#dddbc2', skin: '#f0c6a6', hair: '#c9c5be', cut: 'receding', top: '#56604a', wear: 'shirt', glasses: 'square', age: 1.3, brow: '#a9a49c' },
  thomas: { bg: '#d8cdf0', skin: '#f2cbae', hair: '#6d4a2f', cut: 'side', top: '#5b4a86', wear: 'crew' },
  hugo: { bg: '#cde2f2', skin: '#f5d2b6', hair: '#c79a55', cut: 'quiff', top: '#2f6f8f', wear: 'polo', brow: '#8a6430' },
  ines: { bg: '#f2c9d3', skin: '#e0ab80', hair: '#2b1d1a', cut: 'wavy', top: '#8f3550', wear: 'crew', earrings: '#f4efe2' },
  lucie: { bg: '#f7e3b5', skin: '#f6d3b8', hair: '#d2a65c', cut: 'pony', top: '#c98a2b', wear: 'shirt', brow: '#99713a' },
  marta: { bg: '#d5e6c3', skin: '#eec19b', hair: '#7a3f22', cut: 'curlyLong', top: '#4c7a44', wear: 'vneck', freckles: true },
  james: { bg: '#c6d9d6', skin: '#6a432c', hair: '#191413', cut: 'fade', top: '#26343f', wear: 'blazer', beard: 'goatee' },
  paul: { bg: '#e3d2bf', skin: '#ecbf99', hair: '#77716b', cut: 'short', top: '#6b4a36', wear: 'collar', beard: 'short', age: 0.7 },
  nadia: { bg: '#f0d0bb', skin: '#c98e62', hair: '#231a19', cut: 'fringe', top: '#b3552f', wear: 'blazer', earrings: '#e8c46a' },
  lena: { bg: '#c9e4ea', skin: '#f6d6bd', hair: '#e0c07a', cut: 'pixie', top: '#2b7a86', wear: 'collar', brow: '#a98545', earrings: '#ffffff' },
  olivier: { bg: '#cfd8dc', skin: '#efc4a2', hair: '#4a3326', cut: 'bald', top: '#3d4f5c', wear: 'shirt', beard: 'full', age: 0.5 },
  fatou: { bg: '#f6cfa0', skin: '#57372a', hair: '#171213', cut: 'braids', top: '#d8573f', wear: 'vneck', inner: '#57372a', earrings: '#f3c94f', lips: '#8d3a3a' },
  quentin: { bg: '#cfe4cc', skin: '#f6d1b4', hair: '#b5622d', cut: 'side', top: '#3f6b4c', wear: 'crew', freckles: true, glasses: 'square' },
  priya: { bg: '#e2c7e4', skin: '#b0764c', hair: '#1d1516', cut: 'wavy', top: '#7a2f6a', wear: 'vneck', inner: '#b0764c', earrings: '#f3c94f' },
  ewan: { bg: '#c4dbe6', skin: '#f3cbb0', hair: '#a8552a', cut: 'quiff', top: '#27506f', wear: 'collar', beard: 'full', freckles: true },
  celine: { bg: '#e9d6e0', skin: '#f0c7a8', hair: '#83685a', cut: 'bun', top: '#56405f', wear: 'crew', glasses: 'round', age: 0.8, earrings: '#d9d2c3' },
  mehdi: { bg: '#bddcd4', skin: '#bf8557', hair: '#201816', cut: 'tight', top: '#2f3b40', wear: 'blazer', glasses: 'square' },
  ingrid: { bg: '#d3dbe8', skin: '#f4cfb6', hair: '#c3c3c6', cut: 'fringe', top: '#34507a', wear: 'collar', age: 1, brow: '#97979b', earrings: '#ffffff' },
};

export const portraits = Object.fromEntries(Object.entries(WHO).map(([key, who]) => [key, (s) => portrait(s, who)]));
