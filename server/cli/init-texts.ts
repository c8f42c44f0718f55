/** What `fachlint init` says, in both languages. */
import type { Language } from '../model/finding.ts';

type Words =
  | 'summary'
  | 'description'
  | 'folder'
  | 'folderUsage'
  | 'host'
  | 'yes'
  | 'planned'
  | 'present'
  | 'additions'
  | 'noHost'
  | 'nothing'
  | 'question'
  | 'left'
  | 'written';

interface InitTexts extends Readonly<Record<Words, string>> {
  readonly decisions: (count: number) => string;
  readonly addition: (path: string) => string;
}

export const INIT_TEXTS: Readonly<Record<Language, InitTexts>> = {
  de: {
    summary: 'ein Projekt einrichten: Einstellungen, Pipeline, Hook und die Befunde von heute',
    description:
      'Schreibt fachlint.json, die Dateien für die Pipeline des gefundenen Anbieters, einen Hook vor dem Commit und die Entscheidungen von heute. Was schon da ist, bleibt, wie es ist; was hineingehört, wird gezeigt.',
    folder: 'Ordner des Projekts (ohne Angabe: der aktuelle)',
    folderUsage: '[Ordner]',
    host: 'Pipeline für gitlab, github, jenkins oder azure, wenn das Projekt sie nicht selbst zeigt',
    yes: 'nicht fragen, sondern schreiben',
    planned: 'Geschrieben wird:',
    present: 'Schon da, bleibt unberührt:',
    additions: 'Von Hand zu ergänzen:',
    noHost: 'Wo das Projekt gebaut wird, ist nicht zu sehen; --host nennt es (gitlab, github, jenkins, azure).',
    nothing: 'Es ist schon alles eingerichtet.',
    question: 'Schreiben? [j/N] ',
    left: 'Nichts geschrieben.',
    written: 'Geschrieben.',
    decisions: (count) =>
      count === 1 ? '1 Befund von heute als bekannt' : `${String(count)} Befunde von heute als bekannt`,
    addition: (path) => `in ${path}:`,
  },
  en: {
    summary: 'set up a project: settings, pipeline, hook and the findings of today',
    description:
      'Writes fachlint.json, the files for the pipeline of the host it finds, a hook before the commit and the decisions of today. What is there stays as it is; what belongs into it is shown.',
    folder: 'folder of the project (default: the current one)',
    folderUsage: '[folder]',
    host: 'pipeline for gitlab, github, jenkins or azure, where the project does not show it itself',
    yes: 'write without asking',
    planned: 'To be written:',
    present: 'There already, left alone:',
    additions: 'To be added by hand:',
    noHost: 'Where the project is built cannot be seen; name it with --host (gitlab, github, jenkins, azure).',
    nothing: 'Everything is set up already.',
    question: 'Write? [y/N] ',
    left: 'Nothing was written.',
    written: 'Written.',
    decisions: (count) => (count === 1 ? '1 finding of today as known' : `${String(count)} findings of today as known`),
    addition: (path) => `in ${path}:`,
  },
};
