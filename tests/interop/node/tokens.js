// Makes and opens tokens with panva's jose. Reads one JSON request from standard input, answers with one JSON document.
import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify } from 'jose';
import { EncryptJWT, SignJWT, importJWK, importPKCS8, importSPKI } from 'jose';
import { text } from 'node:stream/consumers';

const JWE = { alg: 'RSA-OAEP-256', enc: 'A256GCM' };
const JWS = { alg: 'RS256' };
const request = JSON.parse(await text(process.stdin));
const signer = await importPKCS8(request.brandPrivateKey, 'RS256');
const recipient = await importSPKI(request.simulatorPublicKey, 'RSA-OAEP-256');
const recipientJwk = await importJWK(request.simulatorJwk, 'RSA-OAEP-256');

/** The documented way: claims signed by a JWT builder, its text encrypted. */
async function nested({ claims, jws = JWS, jwe = JWE }, key = recipient) {
  const inner = await new SignJWT(claims).setProtectedHeader(jws).sign(signer);
  return new CompactEncrypt(new TextEncoder().encode(inner)).setProtectedHeader(jwe).encrypt(key);
}

/** The text of a payload signed as it stands. */
async function raw({ payload, jws = JWS, jwe = JWE }) {
  const inner = await new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(jws).sign(signer);
  return new CompactEncrypt(new TextEncoder().encode(inner)).setProtectedHeader(jwe).encrypt(recipient);
}

const makers = {
  nested,
  raw,
  nestedForJwk: (order) => nested(order, recipientJwk),
  signedOnly: ({ claims, jws = JWS }) => new SignJWT(claims).setProtectedHeader(jws).sign(signer),
  encryptedOnly: ({ claims, jwe = JWE }) => new EncryptJWT(claims).setProtectedHeader(jwe).encrypt(recipient),
};

async function open(token) {
  const decrypted = await compactDecrypt(token, await importPKCS8(request.simulatorPrivateKey, 'RSA-OAEP-256'));
  const inner = new TextDecoder().decode(decrypted.plaintext);
  const verified = await compactVerify(inner, await importSPKI(request.brandPublicKey, 'RS256'));
  return {
    jwe: decrypted.protectedHeader,
    jws: verified.protectedHeader,
    claims: JSON.parse(new TextDecoder().decode(verified.payload)),
  };
}

const made = await Promise.all(request.make.map(({ how, ...order }) => makers[how](order)));
const opened = await Promise.all(request.open.map(open));
process.stdout.write(JSON.stringify({ made, opened }));
