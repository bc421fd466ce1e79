/**
 * @import { Clock } from './shapes.js'
 */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/**
 * A site's clock, read between two answers of the server.
 * @param {Clock} clock @returns {() => number} epoch seconds
 */
export function running({ now, frozen }) {
  const began = performance.now();
  return () => (frozen ? now : now + (performance.now() - began) / 1000);
}

/** "59:03", "1:02:03", "2 days": how long something still lasts. @param {number} seconds */
export function left(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole >= 2 * DAY) return `${Math.floor(whole / DAY)} days`;
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const rest = String(whole % MINUTE).padStart(2, '0');
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** "1 h 5 min": a length of time in words. @param {number} seconds */
export function span(seconds) {
  const whole = Math.round(Math.abs(seconds));
  const parts = [
    [Math.floor(whole / DAY), 'd'],
    [Math.floor((whole % DAY) / HOUR), 'h'],
    [Math.floor((whole % HOUR) / MINUTE), 'min'],
    [whole % MINUTE, 's'],
  ].filter(([count]) => count);
  return parts.slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(' ') || '0 s';
}

/** The time of day, and the day where it isn't today. @param {number} seconds epoch */
export function moment(seconds) {
  const date = new Date(seconds * 1000);
  const time = date.toLocaleTimeString('en-GB');
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}, ${time}`;
}

/** @param {number} seconds epoch */
export function machineReadable(seconds) {
  return new Date(seconds * 1000).toISOString();
}
