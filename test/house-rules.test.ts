/** House rules of the repository that no other tool knows: files, words, language, the lock file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Files of ours, without fixtures: those are written the way strangers write. */
function ours(pattern: string): string[] {
  const ignore = ['**/node_modules/**', 'dist/**', '.tools/**', '.git/**', '.vscode-test/**', 'test/fixtures/**'];
  return globSync(pattern, { cwd: root, ignore, dot: true }).sort();
}

const code = ours('{client,server,rules,test}/**/*.{ts,tsx,mts}');
const texts = ours('**/*.{ts,tsx,mts,mjs,cjs,js,json,md,yml,yaml}').filter((path) => path !== 'package-lock.json');

/** Why a file may have more than 300 lines. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'test/environment.test.ts': 'every way to deploy, with one set of short project builders',
  'test/lsp/editor.ts': 'one editor with all that a client can declare',
};

describe('house rules: files', () => {
  it('no file of code has more than 300 lines without a reason', () => {
    const long = code.filter((path) => read(path).split('\n').length > 301);
    assert.deepEqual(long, Object.keys(LONG_FILES).sort());
  });

  it('files and folders are named in kebab-case for what they hold', () => {
    const segments = code.map((path) => ({ path, parts: path.replace(/(?:\.d|\.test)?\.[cm]?tsx?$/, '').split('/') }));
    const badlySpelled = segments.filter(({ parts }) => parts.some((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part)));
    assert.deepEqual(
      badlySpelled.map(({ path }) => path),
      [],
    );
    const vague = /^(?:utils?|helpers?|common|core|services?|misc|managers?|shared)$/;
    const unclear = segments.filter(({ parts }) =>
      parts.some((part) => part.split('-').some((word) => vague.test(word))),
    );
    assert.deepEqual(
      unclear.map(({ path }) => path),
      [],
    );
  });

  it('every module says at its head what it is for', () => {
    const silent = code.filter((path) => {
      if (path.startsWith('server/model/') || path.startsWith('rules/')) return false;
      const text = read(path);
      const first = text.indexOf('/**');
      return first < 0 || /^(?:export )?(?:function|class|const|describe)/m.test(text.slice(0, first));
    });
    assert.deepEqual(silent, []);
  });
});

describe('house rules: words', () => {
  /** What must not stand in the project; assembled, so that this file does not find itself. */
  const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
    ['path of one machine', new RegExp('/' + '(?:work|root|Users)/[a-z]|/home/[a-z]+/')],
    ['host of a registry', new RegExp(['registry', '(?:npmjs|yarnpkg)'].join('\\.'))],
    [
      'address of one machine',
      new RegExp(['artifactory', 'nexus', 'verdaccio'].map((name) => `//${name}\\.`).join('|')),
    ],
  ];

  it('nothing names a machine or a registry host', () => {
    const found = texts.flatMap((path) => {
      const text = read(path);
      return FORBIDDEN.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${path}: ${what}`);
    });
    assert.deepEqual(found, []);
  });

  it('package-lock.json names no registry host', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    const resolved = Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.startsWith('http') === true);
    assert.deepEqual(
      resolved.map(([path]) => path),
      [],
    );
  });

  it('German is written with umlauts', () => {
    const spelled = germanSentences().filter(({ sentence }) => ASCII_UMLAUTS.test(sentence));
    assert.deepEqual(spelled, []);
  });

  it('the search for German without umlauts finds some', () => {
    assert.match('Das Zertifikat wird nicht geprueft.', ASCII_UMLAUTS);
    assert.doesNotMatch('Das neue Zertifikat wird aktuell geprüft, blauer Kreis, Steuer, Abenteuer.', ASCII_UMLAUTS);
  });
});

/** Word stems that are common in our texts, spelled the ASCII way. */
const ASCII_UMLAUTS = new RegExp(
  `\\b(?:${[
    ...['fuer', 'dafuer', 'hierfuer', 'ueber', 'darueber', 'gegenueber', 'koenn', 'koennt', 'muess', 'duerf', 'wuerd'],
    ...['waer', 'haett', 'pruef', 'gepruef', 'ueberpruef', 'schluessel', 'verschluessel', 'entschluessel', 'aender'],
    ...['geaender', 'veraender', 'moeglich', 'noetig', 'zusaetzlich', 'gueltig', 'ungueltig', 'loesch', 'geloesch'],
    ...['waehl', 'gewaehl', 'naechst', 'oeffn', 'geoeffn', 'oeffentlich', 'ausfuehr', 'ausgefuehr', 'erklaer'],
    ...['bestaetig', 'begruend', 'unterdrueck', 'haeufig', 'groess', 'behoerd', 'buerger', 'zurueck', 'massnahm'],
    ...['eintraeg', 'vertraeg', 'schuetz', 'geschuetz', 'stuetz', 'unterstuetz', 'uebertrag', 'uebermitt', 'laeuf'],
  ].join('|')})[a-zäöüß]*`,
  'i',
);

/** Running text that may be German: documents, message files, and literals with a blank in them. */
function germanSentences(): { path: string; sentence: string }[] {
  const documents = ours('{README.de.md,package.nls.de.json,rules/docs/de/**/*.md}').flatMap((path) =>
    read(path)
      .replace(/^```[^]*?^```/gm, '')
      .split('\n')
      // Names of rules, files and identifiers stand in code font and are spelled the ASCII way on purpose.
      .map((line) => ({ path, sentence: line.replace(/`[^`]*`|\([^)]*\)/g, '') })),
  );
  const literals = code
    .filter((path) => !path.startsWith('test/') && !path.startsWith('rules/catalog/'))
    .flatMap((path) => literalsIn(read(path), path).map((sentence) => ({ path, sentence })));
  // Fewer words are data: what an identifier or a path may be called.
  return [...documents, ...literals.filter(({ sentence }) => sentence.split(' ').length > 3)];
}

function literalsIn(text: string, path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}
