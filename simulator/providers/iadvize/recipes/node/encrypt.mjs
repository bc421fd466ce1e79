import { CompactEncrypt } from 'jose';

// signed: the three parts of the JWS. CompactEncrypt, since EncryptJWT would
// encrypt bare claims. 'RSA-OAEP' without -256 is another algorithm.
export const encrypt = (signed, iadvizeKey) =>
  new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(iadvizeKey);
