// Prints which of the algorithms in the arguments jose makes keys for, one per line.
import { errors, generateKeyPair, generateSecret } from 'jose';

for (const alg of process.argv.slice(2)) {
  for (const generate of [generateKeyPair, generateSecret]) {
    try {
      await generate(alg);
      console.log(alg);
    } catch (error) {
      if (!(error instanceof errors.JOSENotSupported)) throw error;
    }
  }
}
