/** One of these stands in every file that sets a cookie or says something of its flags. */
export const COOKIE_WORDS: readonly (string | RegExp)[] = [
  /\.cookie\b/,
  /set-?cookie/,
  /set_?signed_?cookie/,
  /cookies?['"]?\)?\s?[:=(.]/,
  /(?:express|cookie|koa|secure|iron|generic)-session/,
  '@fastify/session',
  /cookie(?:[._-]force)?[._-]?(?:secure|http|same)/,
  /secure[-_]?cookie/,
  /(?:is|session)_?-?secure/,
  /http[-_]?only/,
  'requireSSL',
  'proxy_cookie_flags',
  /sessionstorage\(/,
  /['"](?:csurf|cookies|cookie)['"]/,
  /cookies?["']?\s?:\s{1,40}\w/,
  'same-site',
];
