// French typography, applied once to a whole text: apostrophes and unbreakable spaces.

const SPACE = '\u00a0';
const UNITS = 'km/h|km|kWh|kW|kVA|kg|mm|cm|min|mois|ans|jours|heures|litres|°C|€|%|h|m';

/** Typewriter French to printed French. Not for text that holds code: it would change its quotes. */
export const french = (text) => text
  .replaceAll("'", '’')
  .replace(/ ([:;?!»%€])/g, `${SPACE}$1`)
  .replaceAll('« ', `«${SPACE}`)
  .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${SPACE}`)
  .replace(new RegExp(`(\\d) (?=(?:${UNITS})(?![\\p{L}\\p{N}]))`, 'gu'), `$1${SPACE}`);
