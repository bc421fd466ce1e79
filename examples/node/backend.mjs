// A shop's backend on Node's own http: a login, and the endpoint that the page's token provider asks.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { chatToken } from './chat-token.mjs';

// Stands for the table of customers: the id is made once, says nothing, and is never given to anybody else.
const customers = new Map([
  ['jane', { id: '5f0c7bd6-2a51-4f0e-9a3e-6a1d3f0b7c11', profile: { firstName: 'Jane', email: 'jane@mail.example' } }],
  ['john', { id: 'c9a2e1f4-83d7-4b6a-b0c5-1e7f9d2a4b22', profile: { firstName: 'John', email: 'john@mail.example' } }],
]);
const sessions = new Map();

function answer(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function form(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

const routes = {
  async 'POST /login'(request, response) {
    const given = await form(request);
    const customer = customers.get(given.get('user'));
    if (!customer || given.get('password') !== 'test') return answer(response, 401, { error: 'wrong user or password' });
    const session = randomUUID();
    sessions.set(session, customer);
    // And Secure, where there is https.
    answer(response, 200, {}, { 'Set-Cookie': `session=${session}; Path=/; HttpOnly; SameSite=Lax` });
  },

  // A fresh token for whoever is signed in, and for nobody else; kept by no cache.
  async 'GET /chat-token'(request, response) {
    const session = /(?:^|; )session=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
    const customer = sessions.get(session);
    if (!customer) return answer(response, 401, { error: 'sign in first' });
    const token = await chatToken(customer.id, customer.profile);
    answer(response, 200, { token }, { 'Cache-Control': 'no-store' });
  },
};

const server = createServer((request, response) => {
  const path = request.url.split('?')[0];
  const route = routes[`${request.method} ${path}`];
  if (!route) return answer(response, 404, { error: 'not found' });
  route(request, response).catch((error) => {
    console.error(error);
    answer(response, 500, { error: 'see the log' });
  });
});
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? '127.0.0.1');
