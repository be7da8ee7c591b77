// What the build makes of the package emojibase-data: see vite.config.ts.
declare module "virtual:emoji/*" {
  /** By group: the sign, its name, and the words by which it is found, in lower case and without accents. */
  const groups: [emoji: string, name: string, words: string][][];
  export default groups;
}
