import { SignJWT } from 'jose';

// secretKey: the text from the project's settings, as it stands there, in UTF-8.
export const chatToken = (user, secretKey) =>
  new SignJWT({
    email: user.email,
    displayName: user.displayName,
    iat: Date.now() / 1000,
    exp: Date.now() / 1000 + 60 * 5, // seconds: five minutes from now
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secretKey));
