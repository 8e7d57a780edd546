/** Times as viewers read them. */

/** 0:07, 12:34, 1:02:03 of seconds; never negative. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** How far behind a picture is: 1.0 s under a minute, else 2:34. */
export function behind(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  return seconds < 59.95 ? `${seconds.toFixed(1)} s` : clock(Math.round(seconds));
}

/** The same in words, for screen readers. */
export function spoken(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const parts = [minutes ? counted(minutes, "minute") : "", counted(whole % 60, "second")];
  return parts.filter((part) => part).join(" ");
}

/** 20:14:07 in the viewer's zone. */
export function timeOfDay(programTime: number): string {
  return new Date(programTime).toLocaleTimeString("en-GB");
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
