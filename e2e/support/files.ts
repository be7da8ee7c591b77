// The files that journeys send.

/** A photo of 37 kB as a phone takes it: lying on its side, with the orientation, the camera and the place written into it. */
export const van = new URL("../files/van.jpg", import.meta.url).pathname;

/** A film of six seconds with a sound, 60 kB, in the formats that every Chromium plays. */
export const film = new URL("../files/film.webm", import.meta.url).pathname;

/** A sound of four seconds. */
export const sound = new URL("../files/sound.ogg", import.meta.url).pathname;

/** A page with a drawing. */
export const plan = new URL("../files/plan.pdf", import.meta.url).pathname;
