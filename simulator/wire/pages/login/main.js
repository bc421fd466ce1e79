import { byId } from '/pages/shared/element.js';
import { attempt } from '/pages/shared/watch.js';
import { logIn } from '/pages/shared/simulator.js';

const form = byId('login');
const field = /** @type {HTMLInputElement} */ (byId('token'));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const isIn = await attempt(() => logIn(field.value.trim()));
  if (isIn) location.replace(next());
  else field.select();
});

/** Where the visitor came from; of this origin, whatever the address says. */
function next() {
  try {
    const target = new URL(new URLSearchParams(location.search).get('next') ?? '/', location.origin);
    return target.origin === location.origin ? target.href : '/';
  } catch {
    return '/';
  }
}
