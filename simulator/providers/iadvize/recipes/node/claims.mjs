export const claims = (userId, visitorData) => ({
  iss: 'https://shop.example', // your site
  exp: Math.floor(Date.now() / 1000) + 60,
  // The whole prefix, exactly: https, no www, lower case, one slash.
  'https://iadvize.com/userId': userId,
  // An object, not JSON.stringify(visitorData).
  'https://iadvize.com/visitorData': visitorData,
});
