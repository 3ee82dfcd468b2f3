import type { Box } from '../../engine/images/region.ts';

/** A rectangle that may be tilted: its middle, its sides and the angle of its long side's direction, in radians. */
export interface TiltedBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Below this tilt, screenshots are straight and their boxes only look tilted because of ragged ends. */
const straightAngle = 0.035;

/** The smallest rectangle around some points; straight rather than slightly tilted. Its text runs along `width`. */
export function smallestBox(points: readonly Point[]): TiltedBox {
  const hull = convexHull(points);
  const straight = boxAtAngle(hull, 0);
  let best = straight;
  for (let i = 0; i < hull.length; i++) {
    const from = hull[i];
    const to = hull[(i + 1) % hull.length];
    if (from === undefined || to === undefined) continue;
    const box = boxAtAngle(hull, Math.atan2(to.y - from.y, to.x - from.x));
    if (areaOf(box) < areaOf(best) * 0.98) best = box;
  }
  const upright = turnUpright(best);
  const isStraight = Math.abs(upright.angle) < straightAngle && areaOf(straight) < areaOf(best) * 1.35;
  return isStraight ? straight : upright;
}

function boxAtAngle(points: readonly Point[], angle: number): TiltedBox {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [left, right, top, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { x, y } of points) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const along = (left + right) / 2;
  const across = (top + bottom) / 2;
  return {
    x: along * cos - across * sin,
    y: along * sin + across * cos,
    width: right - left,
    height: bottom - top,
    angle,
  };
}

/** The same rectangle, described with an angle between -45° and 45°. */
function turnUpright(box: TiltedBox): TiltedBox {
  let { width, height, angle } = box;
  while (angle > Math.PI / 4) {
    angle -= Math.PI / 2;
    [width, height] = [height, width];
  }
  while (angle <= -Math.PI / 4) {
    angle += Math.PI / 2;
    [width, height] = [height, width];
  }
  return { ...box, width, height, angle };
}

function areaOf({ width, height }: TiltedBox): number {
  return width * height;
}

/** Andrew's monotone chain. */
function convexHull(points: readonly Point[]): readonly Point[] {
  const inOrder = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const lower = halfHull(inOrder);
  const upper = halfHull(inOrder.toReversed());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function halfHull(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of points) {
    for (;;) {
      const last = hull.at(-1);
      const before = hull.at(-2);
      if (last === undefined || before === undefined || turn(before, last, point) > 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

function turn(from: Point, over: Point, to: Point): number {
  return (over.x - from.x) * (to.y - from.y) - (over.y - from.y) * (to.x - from.x);
}

/** Around a box that may be tilted. */
export function straightBox({ x, y, width, height, angle }: TiltedBox): Box {
  const w = Math.abs(width * Math.cos(angle)) + Math.abs(height * Math.sin(angle));
  const h = Math.abs(width * Math.sin(angle)) + Math.abs(height * Math.cos(angle));
  return { left: x - w / 2, top: y - h / 2, width: w, height: h };
}
