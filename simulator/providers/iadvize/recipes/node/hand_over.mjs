// The token as it came from encrypt(): no 'Bearer ' before it, no '\n' after it,
// and made JSON once (with Express: response.json({ token })).
export function handOver(response, token) {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ token }));
}
