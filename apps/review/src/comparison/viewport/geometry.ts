/** Where in a picture a pane looks, and how close. Pure. */

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Region extends Point, Size {}

/** `x` and `y`: the pixel of the picture in the upper left corner of the pane. */
export interface View extends Point {
  /** Pixels of the screen for one of the picture. */
  zoom: number;
}

/** What is looked at, and through which window. The picture is in its own pixels, the pane in those of the screen. */
export interface Frame {
  content: Size;
  pane: Size;
}

export const zoomRange = { least: 0.1, most: 64 };

/** Pixels of the screen that may be seen beyond the edge of a picture. */
const margin = 12;

const within = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, value));

/** At which the whole width is seen, never enlarged. */
export function fittingZoom({ content, pane }: Frame): number {
  const room = Math.max(1, pane.width - 2 * margin);
  return within(room / Math.max(1, content.width), zoomRange.least, 1);
}

/** The nearest view that shows as much of the picture as there is room for. */
export function clamped({ zoom, x, y }: View, { content, pane }: Frame): View {
  const rim = margin / zoom;
  const along = (at: number, length: number, seen: number, centred: boolean) => {
    const room = length + 2 * rim - seen;
    if (room <= 0) return centred ? (length - seen) / 2 : -rim;
    return within(at, -rim, room - rim);
  };
  return {
    zoom,
    x: along(x, content.width, pane.width / zoom, true),
    y: along(y, content.height, pane.height / zoom, false),
  };
}

/** Closer or further, while what is under a point of the pane stays there. */
export function zoomedTo(view: View, wanted: number, at: Point): View {
  const zoom = within(wanted, zoomRange.least, zoomRange.most);
  const shift = 1 / view.zoom - 1 / zoom;
  return { zoom, x: view.x + at.x * shift, y: view.y + at.y * shift };
}

/** What is smaller on the screen is enlarged when it is jumped to. */
const smallestShown = 24;

/** No jump goes closer than this. */
const closestJump = 4;

/** With a region in the middle of the pane, no larger than the pane, and no smaller than can be seen. */
export function showing(view: View, region: Region, { pane }: Frame): View {
  const largest = Math.max(region.width, region.height, 1);
  const most = Math.min(
    (pane.width - 2 * margin) / Math.max(1, region.width),
    (pane.height - 2 * margin) / Math.max(1, region.height),
  );
  const least = Math.min(closestJump, smallestShown / largest);
  const zoom = within(Math.min(Math.max(view.zoom, least), most), zoomRange.least, zoomRange.most);
  return {
    zoom,
    x: region.x + region.width / 2 - pane.width / zoom / 2,
    y: region.y + region.height / 2 - pane.height / zoom / 2,
  };
}
