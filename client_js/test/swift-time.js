// A clock in which every wait is over at once; what would come later comes when the test says so.

/** @returns {import('../src/time.js').Time & { waits: number[], endless: number, pass: (ms: number) => void, advance: (ms: number) => void }} */
export function swiftTime() {
  /** @type {Set<{ ms: number, run: () => void }>} */
  const timers = new Set();
  /** @type {number[]} */
  const waits = [];
  let now = 1_000_000;
  return {
    waits,
    /** A wait of so many milliseconds that is never over. */
    endless: 0,
    now: () => now,
    wait(ms) {
      waits.push(ms);
      now += ms;
      return new Promise((resolve) => void (ms === this.endless || setImmediate(resolve)));
    },
    later(ms, run) {
      const timer = { ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    /** Rings all timers that were set to this delay. */
    pass(ms) {
      for (const timer of [...timers]) {
        if (timer.ms !== ms) continue;
        timers.delete(timer);
        now += ms;
        timer.run();
      }
    },
    advance(ms) {
      now += ms;
    },
  };
}
