// The files that journeys send.

/** A photo of 37 kB as a phone takes it: lying on its side, with the orientation, the camera and the place written into it. */
export const van = new URL("../files/van.jpg", import.meta.url).pathname;
