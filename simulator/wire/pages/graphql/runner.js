import { byId } from '/pages/shared/element.js';

const EXAMPLE = `# The verdict on a token, whether it is accepted or not.
query Verdict($projectId: ID!, $token: String!) {
  visitorAuthentication(projectId: $projectId, token: $token) {
    accepted
    code
    reason
    checks {
      name
      outcome
      message
      hint
    }
    alsoFound {
      code
      message
    }
    userId
    expiresAt
  }
}
`;
const VARIABLES = { projectId: 'demo', token: 'Paste a token here' };
const MEDIA_TYPES = 'application/graphql-response+json, application/json;q=0.9';

const form = /** @type {HTMLFormElement} */ (byId('runner'));
const query = /** @type {HTMLTextAreaElement} */ (byId('query'));
const variables = /** @type {HTMLTextAreaElement} */ (byId('variables'));
const accessToken = /** @type {HTMLInputElement} */ (byId('access-token'));
const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));

const given = new URLSearchParams(location.search);
query.value = given.get('query') ?? EXAMPLE;
variables.value = given.get('variables') ?? (given.has('query') ? '' : JSON.stringify(VARIABLES, null, 2));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(button);
});

async function run() {
  let values;
  try {
    values = variables.value.trim() ? JSON.parse(variables.value) : null;
  } catch (error) {
    show(`The variables are no JSON: ${/** @type {Error} */ (error).message}`, '');
    return;
  }
  button.disabled = true;
  try {
    const began = performance.now();
    const answer = await fetch('/graphql', { method: 'POST', headers: headers(), body: body(values) });
    const text = JSON.stringify(await answer.json(), null, 2);
    show(`HTTP ${answer.status} after ${Math.round(performance.now() - began)} ms`, text);
  } catch (error) {
    show(`No readable answer: ${/** @type {Error} */ (error).message}`, '');
  } finally {
    button.disabled = false;
  }
}

/** @returns {Record<string, string>} */
function headers() {
  const token = accessToken.value.trim();
  return {
    accept: MEDIA_TYPES,
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  };
}

/** @param {unknown} values */
function body(values) {
  return JSON.stringify({ query: query.value, variables: values, operationName: given.get('operationName') });
}

/** @param {string} status @param {string} result */
function show(status, result) {
  byId('status').textContent = status;
  byId('result').textContent = result;
}
