/** Calls that set cookies: where name, value and flags stand, and what the libraries do when nothing is said. From their sources. */

/** What a library does by itself. */
interface Defaults {
  readonly secure?: true;
  readonly httpOnly?: true;
  readonly sameSite?: true;
}

export interface Setter {
  readonly callee: RegExp;
  /** Index of the argument with the name; one record may stand there with name, value and flags. */
  readonly name?: number;
  readonly value?: number;
  /** Index of the argument with the options, below zero counted from the end. */
  readonly options: number;
  /** The way to the flags in the options. */
  readonly at?: readonly string[];
  readonly without: Defaults;
  /** The library keeps sessions: what it sets is always worth protecting. */
  readonly session?: true;
  /** Runs in the browser, where no cookie can be hidden from scripts. */
  readonly script?: true;
  /** Also used for requests, so that only flags that are written say something. */
  readonly written?: true;
  /** Sets a cookie only where its option asks for one. */
  readonly asked?: true;
  /** Flags may stand in the order of the arguments. */
  readonly positional?: Readonly<{ secure: number; sameSite: number }>;
}

const POSITIONAL = { name: 0, value: 1, options: 2 } as const;
const BEHIND_EVENT = { name: 1, value: 2, options: 3 } as const;
const SESSION = { session: true } as const;
/** The cookie follows the connection, and scripts do not see it. */
const KOA: Defaults = { secure: true, httpOnly: true };
/** First match wins. */
export const SETTERS: readonly Setter[] = [
  { callee: /^handed#cookie$/, ...POSITIONAL, without: {} },
  {
    callee:
      /^(?:express|express-serve-static-core|@types\/express|fastify|@nestjs\/common|restify|polka|hyper-express|ultimate-express|global#(?:res|response|reply))[#.](?:.*\.)?cookie$/,
    ...POSITIONAL,
    without: {},
  },
  {
    callee: /^(?:handed|fastify|global)#(?:.*(?:reply|Reply)\(?\)?\.)?setCookie$/,
    ...POSITIONAL,
    without: { sameSite: true },
  },
  { callee: /^fastify#.*\.setCookie$/, ...POSITIONAL, without: { sameSite: true } },
  { callee: /^cookie#(?:serialize|stringifySetCookie|stringify)$/, ...POSITIONAL, without: {}, written: true },
  { callee: /^next\/headers#(?:cookies|UnsafeUnwrappedCookies)\(\)\.set$/, ...POSITIONAL, without: {} },
  { callee: /^next\/server#NextResponse(?:\.\w+)?\(\)\.(?:\w+\(\)\.)?cookies\.set$/, ...POSITIONAL, without: {} },
  { callee: /^hono\/cookie#setCookie$/, ...BEHIND_EVENT, without: {} },
  { callee: /^hono\/cookie#setSignedCookie$/, name: 1, value: 2, options: 4, without: {} },
  { callee: /^(?:h3|nitropack\/runtime|#imports|@nuxt\/kit)#setCookie$/, ...BEHIND_EVENT, without: {} },
  { callee: /^nookies#(?:default\.)?set(?:Cookie)?$/, ...BEHIND_EVENT, without: {} },
  { callee: /^cookies-next(?:\/\w+)?#setCookie$/, ...POSITIONAL, without: {} },
  {
    callee: /^(?:@remix-run\/[\w-]+|react-router|@react-router\/[\w-]+)#createCookie$/,
    name: 0,
    options: 1,
    without: { sameSite: true },
  },
  {
    callee:
      /^(?:@remix-run\/[\w-]+|react-router|@react-router\/[\w-]+)#create(?:Cookie|Memory|File|Workers?KV|ArcTable)?SessionStorage$/,
    options: 0,
    at: ['cookie'],
    without: { sameSite: true },
    ...SESSION,
  },
  { callee: /^express-session#default$/, options: 0, at: ['cookie'], without: { httpOnly: true }, ...SESSION },
  { callee: /^cookie-session#default$/, options: 0, without: KOA, ...SESSION },
  { callee: /^(?:koa-session|koa-generic-session|koa-session-minimal)#default$/, options: 0, without: KOA, ...SESSION },
  {
    callee: /^koa#.*\bcookies\.set$|^(?:handed#cookies\.set|cookies#default\(\)\.set)$/,
    ...POSITIONAL,
    without: { ...KOA, sameSite: true },
  },
  {
    callee: /^@sveltejs\/kit#.*\bcookies\.set$|^astro#.*\bcookies\.set$|^global#Astro\.cookies\.set$/,
    ...POSITIONAL,
    without: { ...KOA, sameSite: true },
  },
  {
    callee: /^(?:@fastify\/session|fastify-session)#register$/,
    options: 1,
    at: ['cookie'],
    without: { ...KOA },
    ...SESSION,
  },
  {
    callee: /^(?:@fastify\/secure-session|fastify-secure-session)#register$/,
    options: 1,
    at: ['cookie'],
    without: { httpOnly: true, sameSite: true },
    ...SESSION,
  },
  {
    callee: /^iron-session(?:\/\w+)?#(?:getIronSession|createResponseSession)$/,
    options: -1,
    at: ['cookieOptions'],
    without: { ...KOA, sameSite: true },
    ...SESSION,
  },
  {
    callee: /^(?:csurf|tiny-csrf)#default$/,
    options: 0,
    at: ['cookie'],
    without: { httpOnly: true, sameSite: true },
    asked: true,
  },
  { callee: /^@hapi\/hapi#.*\.state$/, name: 0, options: 1, without: { ...KOA, sameSite: true } },
  {
    callee: /^(?:js-cookie|js-cookies|tiny-cookie|universal-cookie)#(?:default(?:\(\))?\.|Cookies(?:\(\))?\.)?set$/,
    ...POSITIONAL,
    without: {},
    script: true,
  },
  {
    callee: /^ngx-cookie(?:-service(?:-ssr)?)?#(?:Ssr)?CookieService\(\)\.(?:set|put)$/,
    ...POSITIONAL,
    without: { sameSite: true },
    script: true,
    positional: { secure: 5, sameSite: 6 },
  },
  { callee: /^(?:nuxt\/app|#app|#imports|global)#useCookie$/, name: 0, options: 1, without: {}, script: true },
];

/** Plug-ins of Fastify that are handed to `register`. */
export const REGISTERED = /^(?:@fastify\/|fastify-)(?:session|secure-session|cookie)#default$/;
/** Options of the plug-in that hold for every cookie. */
export const COOKIE_PLUGIN = /^(?:@fastify\/|fastify-)cookie#default$/;
