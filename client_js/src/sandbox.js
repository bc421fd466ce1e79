/**
 * What differs where iAdvize's boxed tag runs us in its iframe (`config.mode = 'sandboxed'`, observed in 1.4.4).
 */

/** @param {{ mode?: string | undefined }} config */
export function isSandboxed({ mode }) {
  return mode === 'sandboxed';
}

/**
 * The boxed tag calls a method of the tag for each message from its host, and the token arrives as such a message.
 * @param {object} iAdvize
 */
export function acceptHostMessages(iAdvize) {
  Object.defineProperty(iAdvize, 'set-activate-auth-token', { value: () => {} });
}

/**
 * The room that the chatbox has: the host's window, of which the boxed tag keeps `window.host` up to date; the iframe
 * itself is only as large as the chatbox was. A page of its own may have anything by that name, an element with that id.
 * @param {Window & { host?: any }} page
 * @returns {{ width: number, height: number }}
 */
export function room({ host, innerWidth, innerHeight }) {
  const isRoom = host?.width > 0 && host.height > 0 && !host.nodeType;
  return isRoom ? host : { width: innerWidth, height: innerHeight };
}
