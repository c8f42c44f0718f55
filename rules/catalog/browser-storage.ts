/** What pages keep in the storage of the browser: which call puts it there, and what its names say about it. */
import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import type { CallFact, NamedValueFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { byCallee } from './by-callee.ts';
import { classOf, type DataClass } from './personal-data-names.ts';

export interface Kept {
  readonly path: string;
  readonly range: TextRange;
  readonly data: DataClass;
  /** The word that says it, for messages. */
  readonly word: string;
  /** Name of the storage as people know it. */
  readonly storage: string;
  /** Said by the content and not only by the key. */
  readonly sure: boolean;
}

interface Setter {
  readonly key: number;
  readonly value: number;
  /** The value is only what is taken where nothing is there yet. */
  readonly initial?: true;
}

const LOCAL = 'localStorage';
const SETTERS = byCallee<Setter>([
  [/^global#(?:local|session)Storage\.setItem$/, { key: 0, value: 1 }],
  [/^localforage#(?:default\.)?(?:\w+\(\)\.)?setItem$/, { key: 0, value: 1 }],
  [/^idb-keyval#set$/, { key: 0, value: 1 }],
  [/^(?:store2|store|store2js)#(?:default|(?:default\.)?(?:set|session|local)(?:\.set)?)$/, { key: 0, value: 1 }],
  [/^(?:lscache|locallyjs|store-js|expired-storage)#(?:default\.)?(?:\w+\(\)\.)?set(?:Item)?$/, { key: 0, value: 1 }],
  [/^@react-native-async-storage\/async-storage#(?:default\.)?setItem$/, { key: 0, value: 1 }],
  [/^ngx-webstorage(?:-service)?#(?:Local|Session)?StorageService\(\)\.(?:store|set)$/, { key: 0, value: 1 }],
  [/^angular-?2?-(?:local-?storage|web-storage)#\w+\(\)\.set$/, { key: 0, value: 1 }],
  [/^@vueuse\/core#use(?:Local|Session)?Storage$/, { key: 0, value: 1, initial: true }],
  [
    /^(?:usehooks-ts|react-use|@uidotdev\/usehooks|@mantine\/hooks|ahooks|use-local-storage-state|use-local-storage)#(?:default|use(?:Local|Session)Storage(?:State)?)$/,
    { key: 0, value: 1, initial: true },
  ],
  [/^jotai\/utils#atomWithStorage$/, { key: 0, value: 1, initial: true }],
]);

/** Everything that a file puts into the storage of the browser and that says something about persons. */
export function keptIn(file: FactsView): readonly Kept[] {
  return [
    ...file.facts('call').flatMap((call) => ofCall(call, file)),
    ...file.facts('named-value').flatMap((fact) => ofAssignment(fact, file)),
  ];
}

function ofCall(call: CallFact, file: FactsView): readonly Kept[] {
  const setter = SETTERS(call.callee);
  if (setter) {
    const [key = ABSENT, value = ABSENT] = [call.arguments[setter.key], call.arguments[setter.value]];
    return kept(file, call.range, {
      key,
      value,
      storage: storageOf(call.callee),
      initial: setter.initial === true,
    });
  }
  return [...ofStore(call), ...ofLibrary(call)];
}

function storageOf(callee: string): string {
  return /session/i.test(callee) ? 'sessionStorage' : /idb|localforage/.test(callee) ? 'IndexedDB' : LOCAL;
}

/** `localStorage.token = …`, `sessionStorage['jwt'] = …`. */
function ofAssignment({ names, value, form, range }: NamedValueFact, file: FactsView): readonly Kept[] {
  const [owner = '', name = ''] = names.slice(-2);
  if (form !== 'assignment' || !/^(?:local|session)Storage$/.test(owner)) return [];
  const key: Value = { kind: 'known', value: name, range };
  return kept(file, value.range ?? range, { key, value, storage: owner, initial: false });
}

interface Put {
  readonly key: Value;
  readonly value: Value;
  readonly storage: string;
  readonly initial: boolean;
}

function kept(file: FactsView, whole: TextRange, { key, value, storage, initial }: Put): readonly Kept[] {
  // A text that stands in the program is no secret of anybody, unless it is only where things begin.
  if (!initial && (value.kind === 'known' || value.kind === 'absent')) return [];
  if (isSealed(value)) return [];
  const content = initial && value.kind !== 'record' ? [] : namesIn(value, 0);
  const fields = isObject(value) ? content.flatMap((name) => fieldsOf(name, file)) : [];
  const said = [...content, ...fields].map(classOf).filter((each) => each !== undefined);
  const byKey = keyNames(key)
    .map(classOf)
    .find((each) => each !== undefined);
  const found = said[0] ?? byKey;
  if (!found || keyNames(key).some(isAboutSomethingElse)) return [];
  // A name of an application alone may mean its number; what is put together from an object is the application.
  if (!said[0] && found.data === 'application' && !isObject(value)) return [];
  return [
    {
      path: file.path,
      range:
        placeIn(file.path, initial ? [key] : [value, ...(value.kind === 'call' ? value.arguments : []), key]) ?? whole,
      data: found.data,
      word: found.word,
      storage,
      sure: said[0] !== undefined,
    },
  ];
}

/** A function of the project puts it there: what is handed to it stands here. */
function placeIn(path: string, values: readonly Value[]): TextRange | undefined {
  return values.flatMap(({ range }) => (range && (range.path ?? path) === path ? [range] : []))[0];
}

/** The fields that a parameter or variable has by its type, where the file says so. */
function fieldsOf(name: string, file: FactsView): readonly string[] {
  const all = file.facts('type-field');
  const types = new Set(all.flatMap((field) => (field.name === name ? field.types : [])));
  return all.flatMap((field) => (field.owner === name || types.has(field.owner) ? [field.name] : []));
}

function keyNames(key: Value): readonly string[] {
  const texts = knownTexts(key).map(({ value }) => value);
  return texts.length > 0 ? texts : [key.spelled ?? '', ...namesIn(key, 0)].filter((name) => name !== '');
}

/** Numbers, dates and states of a thing are not the thing: `tokenExpiry`, `antragId`. */
function isAboutSomethingElse(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  // A number by which the tax office knows a person is data of that person.
  return SOMETHING_ELSE.test(last) && !(/^ids?$/.test(last) && classOf(name)?.data === 'personal');
}

const SOMETHING_ELSE =
  /^(?:ids?|expir\w{0,6}|ablauf\w{0,6}|timeout|timestamp|zeit\w{0,8}|version|count|anzahl|step|schritt|seite|page|tab|index|filter|sort\w{0,8}|theme|lang|language|locale|sprache|type|typ|status|seen|gesehen|url|path|redirect\w{0,4}|open|collapsed|layout|ansicht|view)$/;

function isObject(value: Value): boolean {
  return (
    value.kind === 'record' ||
    (value.kind === 'call' && value.callee === 'global#JSON.stringify' && value.arguments[0]?.kind !== 'known')
  );
}

const SEALED = /encrypt|verschl(?:ue|ü)ssel|cipher|\bseal|\.hash|digest/i;

function isSealed(value: Value): boolean {
  if (value.kind === 'call')
    return SEALED.test(value.callee) || SEALED.test(value.spelled ?? '') || value.arguments.some(isSealed);
  if (value.kind === 'reference') return SEALED.test(`${value.name} ${value.path.join('.')}`);
  return value.kind === 'composed' ? value.parts.some(isSealed) : false;
}

/** Calls that only change the form of what they get. */
const FORMING =
  /^global#(?:JSON\.stringify|String|btoa|encodeURIComponent|structuredClone|Object\.(?:assign|freeze)|toRaw)$|^vue#(?:toRaw|unref)$/;

/** All that somebody has filled in, whatever the form is called. */
const FORM_VALUES =
  /^(?:@angular\/forms#(?:Untyped)?Form(?:Group|Builder\(\)\.group)\(\)\.(?:value|getRawValue)|react-hook-form#useForm\(\)\.(?:getValues|watch)|formik#useFormik\(\)\.values)$/;

/** Names of what a value is made of. */
function namesIn(value: Value, depth: number): readonly string[] {
  if (depth > 4) return [];
  const last = (text: string): string => text.slice(text.lastIndexOf('.') + 1);
  const own = value.kind !== 'absent' && value.spelled !== undefined ? [last(value.spelled)] : [];
  if (FORM_VALUES.test(apiNameOf(value).replace(/\(\)$/, ''))) return ['formular'];
  switch (value.kind) {
    case 'reference':
      return [...new Set([...own, ...value.path, ...(/\(\)|^\*$/.test(value.name) ? [] : [value.name])])].slice(-3);
    case 'parameter':
      return [...own, ...(value.path ?? []), value.name];
    case 'call':
      if (FORMING.test(value.callee)) return value.arguments.flatMap((part) => namesIn(part, depth + 1));
      return [...own, last(value.callee.slice(value.callee.indexOf('#') + 1)).replace(/\(\)/g, '')];
    case 'record':
      return [...own, ...value.entries].flatMap((entry) => (typeof entry === 'string' ? [entry] : [entry[0]]));
    case 'composed':
      return value.parts.flatMap((part) => namesIn(part, depth + 1));
    case 'either':
      return [...own, ...value.options.flatMap((part) => namesIn(part, depth + 1))];
    case 'list':
      return [...own, ...value.items.slice(0, 5).flatMap((item) => namesIn(item, depth + 1))];
    case 'unknown':
      return own;
    default:
      return [];
  }
}

/** Stores that are kept as a whole: zustand, pinia, redux-persist. */
function ofStore({ callee, arguments: given, calleeRange, path }: CallFact): readonly Kept[] {
  const [first = ABSENT, second = ABSENT] = given;
  const report = (names: readonly string[], range: TextRange): readonly Kept[] => {
    const found = names
      .filter((name) => !isAboutSomethingElse(name))
      .map(classOf)
      .find((each) => each !== undefined);
    return found ? [{ path, range, data: found.data, word: found.word, storage: LOCAL, sure: false }] : [];
  };
  if (callee === 'zustand/middleware#persist') {
    const taken = entryOf(second, 'partialize');
    if (entryOf(second, 'storage').kind === 'call' && isSealed(entryOf(second, 'storage'))) return [];
    return report(taken.kind === 'absent' ? keysOf(first) : keysOf(taken), calleeRange);
  }
  if (callee === 'pinia#defineStore') {
    const options = second.kind === 'record' ? second : first;
    const persist = entryOf(options, 'persist');
    if (persist.kind === 'absent' || isAlways(persist, false)) return [];
    const chosen = [entryOf(persist, 'paths'), entryOf(persist, 'pick')].find(({ kind }) => kind === 'list');
    return report(chosen ? knownNames(chosen) : keysOf(entryOf(options, 'state')), persist.range);
  }
  if (callee === 'redux-persist#persistReducer') {
    const list = entryOf(first, 'whitelist');
    return list.kind === 'list' ? report(knownNames(list), list.range) : [];
  }
  return [];
}

function keysOf(value: Value): readonly string[] {
  const made = value.kind === 'function' ? value.returns : value;
  return made.kind === 'record' ? [...made.entries.keys()] : [];
}

function knownNames(list: Value): readonly string[] {
  return list.kind === 'list' ? list.items.flatMap((item) => knownTexts(item).map(({ value }) => value)) : [];
}

/** Libraries for sign-in that are told to keep tokens where every script reads them. */
function ofLibrary({ callee, arguments: [first = ABSENT], path }: CallFact): readonly Kept[] {
  const token = (value: Value, storage = LOCAL): readonly Kept[] =>
    value.range ? [{ path, range: value.range, data: 'token', word: 'token', storage, sure: true }] : [];
  if (/^@azure\/msal-\w+#(?:PublicClientApplication|createStandardPublicClientApplication)$/.test(callee)) {
    const location = entryOf(first, 'cache', 'cacheLocation');
    return isAlways(location, 'localStorage') ? token(location) : [];
  }
  if (
    /^@auth0\/auth0-(?:spa-js|react|vue|angular)#(?:Auth0Client|createAuth0Client|createAuth0|provideAuth0|Auth0Provider)$/.test(
      callee,
    )
  ) {
    const location = entryOf(first, 'cacheLocation');
    return isAlways(location, 'localstorage') ? token(location) : [];
  }
  if (/^oidc-client(?:-ts)?#WebStorageStateStore$/.test(callee)) {
    const store = entryOf(first, 'store');
    return store.kind === 'reference' && [store.name, ...store.path].join('.').endsWith('localStorage')
      ? token(store)
      : [];
  }
  return [];
}
