// Photos are made smaller before they travel: a phone's camera gives ten times what a screen shows.

/** The longest side of a photo that is sent, in pixels. */
const LONGEST = 2560;
/** Under this size in bytes, a photo that is not too large on its sides is left as it is. */
const LIGHT = 1_500_000;
const QUALITY = 0.82;

/**
 * The photo with its orientation applied and its longest side reduced to 2,560 pixels, in WebP, or in JPEG where the browser
 * cannot write WebP. The file itself when that gains nothing or when the browser cannot read it: the server has the last word.
 */
export async function shrink(file: File): Promise<File> {
  if (file.type === "image/gif") return file;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  try {
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const sendable = /^image\/(jpeg|png|webp)$/.test(file.type);
    if (scale === 1 && sendable && file.size <= LIGHT) return file;
    const blob = await draw(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    if (!blob || (sendable && scale === 1 && blob.size >= file.size)) return file;
    const extension = blob.type === "image/webp" ? "webp" : "jpg";
    return new File([blob], `${file.name.replace(/\.[^.]*$/, "")}.${extension}`, { type: blob.type });
  } finally {
    bitmap.close();
  }
}

/** A photo, or a part of it (left, top, width, height), in so many pixels; null where the browser cannot. */
export async function draw(
  bitmap: ImageBitmap,
  width: number,
  height: number,
  part: [number, number, number, number] = [0, 0, bitmap.width, bitmap.height],
): Promise<Blob | null> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, ...part, 0, 0, width, height);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  // A browser that cannot write WebP gives a PNG.
  if (webp.type === "image/webp") return webp;
  // JPEG knows no transparency: what shows through is white, not black.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
