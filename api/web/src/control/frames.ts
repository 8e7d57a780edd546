/** Frames and their times: frame n is aired n / rate seconds after 1970. */

const RATES = [24000 / 1001, 24, 25, 30000 / 1001, 30, 50, 60000 / 1001, 60];

/** The rate of a programme that airs this frame at about this time (ms since 1970). */
export function rateOf(frame: number, time: number): number {
  const rough = frame / (time / 1000);
  return RATES.reduce((best, rate) => (Math.abs(rate - rough) < Math.abs(best - rough) ? rate : best));
}

/** When a frame is aired, ms since 1970. */
export function airedAt(frame: number, rate: number): number {
  return (frame / rate) * 1000;
}
