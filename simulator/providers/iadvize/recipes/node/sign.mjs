import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';

// -----BEGIN PRIVATE KEY-----: the pair whose public half iAdvize has for this site.
export const loadBrandKey = (pem) => createPrivateKey(pem);

export const sign = (claims, brandKey) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256' }) // not HS256, PS256 or none
    .sign(brandKey);
