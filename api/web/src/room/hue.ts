/** A colour of one's own: the same for a viewer in every page. */

export function hueOf(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 3600;
  return sum / 10;
}
