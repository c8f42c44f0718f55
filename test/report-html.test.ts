/** The report that is signed: everything is in it in both languages, it needs and runs nothing, and it says what it does not know. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportAsHtml } from '../server/report/formats/html.ts';
import { repository } from './repository.ts';
import { NOTHING, SAMPLE, SECRETS, surroundings } from './report-sample.ts';
import { fachlint, type Run } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
after(removeTemporaryProjects);

/** What a reader without style or script reads. */
function textOf(page: string): string {
  return page
    .replace(/<style>[^]*?<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

const PROJECT = {
  'package.json': '{ "name": "hundesteuer" }\n',
  'src/agent.ts':
    "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\nexport const neu = new Agent({ rejectUnauthorized: false });\n",
  'src/app.ts':
    "import express from 'express';\nconst app = express();\napp.delete('/admin/bescheide/:id', (req, res) => res.end());\napp.listen(3000);\n",
};

describe('report as a page', () => {
  it('has every section in both languages', () => {
    const sections = {
      de: [
        'Zusammenfassung',
        'Befunde',
        'Türen',
        'Register',
        'Normen',
        'Entscheidungen',
        'Nicht beurteilt',
        'Unterschriften',
      ],
      en: ['Summary', 'Findings', 'Doors', 'Registers', 'Norms', 'Decisions', 'Not judged', 'Signatures'],
    };
    for (const language of ['de', 'en'] as const) {
      const page = reportAsHtml(SAMPLE, surroundings({ language }));
      assert.match(page, new RegExp(`<html lang="${language}">`));
      for (const section of sections[language]) assert.match(page, new RegExp(`<h2 id="\\w+">\\d+\\. ${section}</h2>`));
      assert.doesNotMatch(textOf(page), /undefined|\[object|NaN/);
    }
  });

  it('runs nothing, loads nothing and lets no style in but its own', () => {
    const page = reportAsHtml(SAMPLE, surroundings());
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|\son\w+=|\sstyle=|url\(|@import/i);
    assert.match(page, /content="default-src 'none'; style-src 'sha256-[\w+/=]+'"/);
    assert.doesNotMatch(page.replaceAll(/href="#/g, ''), /href=/);
  });

  it('repeats no secret', () => {
    for (const language of ['de', 'en'] as const) {
      const page = reportAsHtml(SAMPLE, surroundings({ language }));
      for (const secret of SECRETS) assert.ok(!page.includes(secret), secret);
    }
  });

  it('says something where there is nothing', () => {
    const text = textOf(reportAsHtml(NOTHING, surroundings({ language: 'de' })));
    for (const sentence of [
      'Es ist kein Befund offen.',
      'Keine Türen gefunden',
      'Kein Register berührt',
      'Bisher ist nichts entschieden',
      'Alles wurde beurteilt',
    ])
      assert.ok(text.includes(sentence), sentence);
  });

  it('says that it is incomplete where a part of the check crashed', () => {
    const page = reportAsHtml({ ...SAMPLE, crashes: [{ what: 'link', detail: 'RangeError' }] }, surroundings());
    assert.match(textOf(page), /The report is incomplete/);
  });

  it('keeps the name of a project from getting out of the style', () => {
    const review = {
      project: { name: '"}</style><b>', scope: [] },
      doors: [],
      accesses: [],
      readiness: [],
      decisions: [],
    };
    const page = reportAsHtml(SAMPLE, surroundings({ review }));
    assert.doesNotMatch(page, /<\/style><b>|<b>/);
  });
});

describe('report as a page, by the program', () => {
  const run = (root: string, ...args: readonly string[]): Promise<Run> => fachlint(args, { cwd: root });

  it('names project, commit and its day, and is the same each time', async () => {
    const { root, write } = repository(temporaryProject, PROJECT);
    const args = ['check', '.', '--format', 'html', '--lang', 'de', '--fail-on', 'never'];
    const first = await run(root, ...args);
    assert.equal(first.stdout, (await run(root, ...args)).stdout);
    const text = textOf(first.stdout);
    assert.match(
      text,
      /Fachverfahren hundesteuer Stand [0-9a-f]{12} Datum des Stands \d{1,2}\. \p{Lu}\p{Ll}+ 20\d\d /u,
    );
    assert.match(text, /Die Anwendung hat 1 Tür nach außen: 1 ohne jede Anmeldung/);
    assert.doesNotMatch(text, /mit Änderungen/);
    write('src/agent.ts', PROJECT['src/agent.ts'].toUpperCase());
    assert.match(textOf((await run(root, ...args)).stdout), /mit Änderungen, die nicht im Commit enthalten sind/);
  });

  it('takes another day where one is told', async () => {
    const { root } = repository(temporaryProject, PROJECT);
    const told = await fachlint(['check', '.', '--format', 'html', '--lang', 'de'], {
      cwd: root,
      env: { SOURCE_DATE_EPOCH: '1700000000' },
    });
    assert.match(textOf(told.stdout), /14\. November 2023/);
  });

  it('tells who decided what, why and until when', async () => {
    const { root } = temporaryProject(PROJECT);
    const decided = await run(
      root,
      ...['decide', 'src/agent.ts:2', '--as', 'accepted-risk', '--reason', 'Nur im Labor', '--by', 'Anna Amt'],
      ...['--until', '2099-12-31'],
    );
    assert.equal(decided.code, 0, decided.stderr);
    const text = textOf((await run(root, 'check', '.', '--format', 'html', '--lang', 'de')).stdout);
    assert.match(text, /Risiko akzeptiert gilt Nur im Labor Anna Amt niemand genannt 31\. Dezember 2099/);
    assert.match(text, /Zu 1 Befund liegt eine gültige Entscheidung vor/);
    assert.match(text, /Der Ordner liegt in keinem Git-Repository/);
  });

  it('names what the run was limited to', async () => {
    const { root } = temporaryProject(PROJECT);
    mkdirSync(join(root, '.git'));
    const text = textOf((await run(root, 'check', 'src/agent.ts', '--format', 'html')).stdout);
    assert.match(text, /Scope src\/agent\.ts /);
  });
});
