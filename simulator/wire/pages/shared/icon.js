const SHAPES = {
  passed: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.3l2.8 2.8L16.2 9.4',
  failed: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9 9l6 6M15 9l-6 6',
  warning: 'M12 4L2.8 20h18.4ZM12 10v4.5M12 17.2v.3',
  skipped: 'M12 3.5v0M16.3 4.6v0M19.4 7.8v0M20.5 12v0M19.4 16.3v0M16.3 19.4v0M12 20.5v0M7.8 19.4v0M4.6 16.3v0M3.5 12v0M4.6 7.8v0M7.8 4.6v0',
  lock: 'M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  unlocked: 'M6 11h12v9H6ZM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2',
  copy: 'M9 9h11v11H9ZM15 9V4H4v11h5',
  done: 'M4.5 12.5l5 5L19.5 7',
  person: 'M12 12a4 4 0 1 0 0-8a4 4 0 1 0 0 8M4 20.5c1-4 4-6 8-6s7 2 8 6',
  back: 'M15 5l-7 7l7 7',
};

/** @param {keyof typeof SHAPES} name what it shows; for the eyes alone */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    width: '18',
    height: '18',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}
