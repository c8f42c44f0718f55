/** Parts of a page that come without encryption and act in it, and switches that admit them. */
import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { NamedValueFact } from '../../server/model/facts.ts';
import type { Severity } from '../../server/model/finding.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { KnownValue } from '../../server/model/value.ts';

/** Attributes of elements that send what is typed in, or run what is loaded; pictures and links are not among them. */
const ACTING: ReadonlySet<string> = new Set(
  (
    'form action,button formaction,input formaction,script src,iframe src,frame src,embed src,object data,' +
    'portal src,link href'
  ).split(','),
);
/** Of links, those to styles and scripts; `canonical` and the like are names. */
const STYLES = /\.(?:css|m?js|woff2?|webmanifest)(?:\?|$)/;

/** @param element name of the element, in React that of a component */
export function actsInPage(element: string, attribute: string, address: string): boolean {
  if (!ACTING.has(`${element.toLowerCase()} ${attribute.toLowerCase()}`)) return false;
  return element.toLowerCase() !== 'link' || STYLES.test(address);
}

/** Attributes in JSX, and scripts that a script puts into the page: `element.src = 'http://…/a.js'`. */
export function loadedByPages(file: FactsView): readonly NamedValueFact[] {
  return file.facts('named-value').filter(({ form, element = '', names, value }) => {
    const name = names.at(-1) ?? '';
    return knownTexts(value).some(({ value: address }) =>
      form === 'attribute'
        ? actsInPage(element, name, address)
        : form === 'assignment' && name === 'src' && /\.m?js(?:\?|$)/.test(address),
    );
  });
}

interface Admission {
  readonly fact: NamedValueFact;
  readonly secure: string;
  readonly severity?: Severity;
}

/** Helmet's policy without the request to use https, and windows of Electron that take parts without encryption. */
export function admittedByPages(file: FactsView): readonly Admission[] {
  return file.facts('named-value').flatMap((fact): readonly Admission[] => {
    const name = fact.names.at(-1) ?? '';
    if (UPGRADING.test(name)) return isInPolicy(fact, file) ? [{ fact, secure: '[]', severity: 'information' }] : [];
    return name === 'allowRunningInsecureContent' && isAlways(fact.value, true) ? [{ fact, secure: 'false' }] : [];
  });
}

const UPGRADING = /^upgrade-?insecure-?requests$/i;

/** True where a call is handed a policy that holds exactly this value, whatever stage it runs on. */
function isInPolicy({ value }: NamedValueFact, file: FactsView): boolean {
  if (!isAlways(value, null, false)) return false;
  return file
    .facts('call')
    .some(({ arguments: given }) =>
      given
        .flatMap((each) => [entryOf(each, 'contentSecurityPolicy', 'directives'), entryOf(each, 'directives')])
        .some(
          (directives) =>
            directives.kind === 'record' &&
            [...directives.entries].some(
              ([key, entry]) =>
                UPGRADING.test(key) && entry.kind === 'known' && value.kind === 'known' && isSame(entry, value),
            ),
        ),
    );
}

function isSame(one: KnownValue, other: KnownValue): boolean {
  return (one.origin?.range.start ?? one.range.start) === other.range.start;
}
