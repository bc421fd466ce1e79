import { createPrivateKey, createPublicKey } from 'node:crypto';
import { CompactEncrypt, SignJWT } from 'jose';

// Parsed once: the brand's own private key (PEM), iAdvize's public key (one line).
const brandKey = createPrivateKey(process.env.BRAND_PRIVATE_KEY);
const iadvizeKey = createPublicKey({
  key: Buffer.from(process.env.IADVIZE_PUBLIC_KEY, 'base64'),
  format: 'der',
  type: 'spki',
});

export async function chatToken(userId, visitorData) {
  const signed = await new SignJWT({
    'https://iadvize.com/userId': userId, // a string
    'https://iadvize.com/visitorData': visitorData, // an object of strings
  })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('https://shop.example') // your site
    .setExpirationTime('60s')
    .sign(brandKey);

  // Encrypt what is signed, never the claims: three parts go in, five come out.
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(iadvizeKey);
}
