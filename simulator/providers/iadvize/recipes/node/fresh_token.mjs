// Made here, once per request: kept in no variable, session or cache.
export async function freshToken(response, makeToken) {
  const token = await makeToken();
  response.setHeader('Cache-Control', 'no-store'); // nor by a browser or a CDN
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ token }));
}
