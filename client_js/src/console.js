const NAME = '[iadvize-simulator]';

/** @param {string} message @param {...unknown} evidence */
export function warn(message, ...evidence) {
  console.warn(`${NAME} ${message}`, ...evidence);
}

/** @param {string} message @param {...unknown} evidence */
export function error(message, ...evidence) {
  console.error(`${NAME} ${message}`, ...evidence);
}

/** @param {string} message @param {...unknown} evidence */
export function info(message, ...evidence) {
  console.info(`${NAME} ${message}`, ...evidence);
}

/**
 * Runs what belongs to the page; its error is logged and goes no further.
 * @param {() => unknown} run @param {string} what
 */
export function guarded(run, what) {
  /** @param {unknown} reason */
  const log = (reason) => error(`${what} threw:`, reason);
  try {
    Promise.resolve(run()).catch(log);
  } catch (reason) {
    log(reason);
  }
}
