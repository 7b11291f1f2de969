/**
 * Has a picture ready to be painted before anybody sees it.
 * @returns what must be held on to: browsers forget what was decoded for pictures that nobody holds
 */
export function decodeAhead(url: string): HTMLImageElement {
  const image = new Image();
  image.src = url;
  // What is wrong with a picture is said when it is looked at.
  image.decode().catch(() => {});
  return image;
}
