import { createPublicKey } from 'node:crypto';

// The line is the base64 of a DER key (SPKI). importSPKI would want PEM armour.
// Configured, not written here: iAdvize's own key in production, the simulator's
// in development.
export const loadIadvizeKey = (line) =>
  createPublicKey({ key: Buffer.from(line, 'base64'), format: 'der', type: 'spki' });
