/**
 * Photographs do not repeat. What is left of one once it is foretold is less where the colours of a pixel
 * are told by what they are more than its green, as they grow lighter and darker together, and where the
 * differences from one pixel to the next lie by colour, one plane after the other.
 */

/** @param content RGB; what is left over at its end stays as it is */
export function planesOf(content: Uint8Array): Uint8Array {
  const count = Math.floor(content.length / 3);
  const planes = new Uint8Array(content);
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const middle = content[at * 3 + 1] as number;
    const more = (content[at * 3] as number) - middle;
    const rest = (content[at * 3 + 2] as number) - middle;
    planes[at] = more - red;
    planes[count + at] = middle - green;
    planes[2 * count + at] = rest - blue;
    [red, green, blue] = [more, middle, rest];
  }
  return planes;
}

/** What `planesOf` made the planes of. */
export function joinPlanes(planes: Uint8Array): Buffer {
  const count = Math.floor(planes.length / 3);
  const content = Buffer.allocUnsafeSlow(planes.length);
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    red += planes[at] as number;
    green += planes[count + at] as number;
    blue += planes[2 * count + at] as number;
    content[at * 3] = red + green;
    content[at * 3 + 1] = green;
    content[at * 3 + 2] = blue + green;
  }
  content.set(planes.subarray(count * 3), count * 3);
  return content;
}
