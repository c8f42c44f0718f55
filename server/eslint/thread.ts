/** The thread behind the plugin for ESLint: keeps a workspace for every folder that ESLint runs in. */
import { relative, sep } from 'node:path';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { Analysis } from '../model/analysis.ts';
import { isOpen, type Finding, type Fix } from '../model/finding.ts';
import { Workspace } from '../workspace/workspace.ts';

export interface Asked {
  /** Absolute path of the folder that ESLint runs in. */
  readonly root: string;
  /** Absolute path. */
  readonly file: string;
  /** As ESLint has it, without a byte order mark. */
  readonly text: string;
}

/** `start` and `end` are offsets in the text. */
export interface FoundInFile extends Pick<Finding, 'rule' | 'message' | 'advice'> {
  readonly start: number;
  readonly end: number;
  /** Only where it changes nothing but this file. */
  readonly fix?: Fix;
}

export type Answer = { readonly findings: readonly FoundInFile[] } | { readonly error: string };

interface Opened {
  readonly workspace: Workspace;
  analysis: Analysis;
}

const opened = new Map<string, Promise<Opened>>();

async function open(root: string): Promise<Opened> {
  const workspace = await Workspace.open({ root });
  return { workspace, analysis: await workspace.analyse() };
}

async function findingsIn({ root, file, text }: Asked): Promise<readonly FoundInFile[]> {
  const path = relative(root, file).split(sep).join('/');
  if (path.startsWith('../')) return [];
  let project = opened.get(root);
  if (!project) opened.set(root, (project = open(root)));
  const known = await project;
  if (known.workspace.textOf(path) !== text) {
    known.workspace.setText(path, text);
    known.analysis = await known.workspace.analyse();
  }
  return known.analysis.findings
    .filter((finding) => finding.path === path && isOpen(finding) && finding.confidence !== 'low')
    .map(({ rule, message, advice, range, fix }) => ({
      ...{ rule, message, advice, start: range.start, end: range.end },
      ...(fix?.edits.every((edit) => edit.path === path && edit.append !== true) === true && { fix }),
    }));
}

const { port, signal } = workerData as { readonly port: MessagePort; readonly signal: Int32Array };
port.on('message', (asked: Asked) => {
  void findingsIn(asked)
    // The message may quote the inspected file.
    .then(
      (findings): Answer => ({ findings }),
      (error: unknown): Answer => ({ error: nameOf(error) }),
    )
    .then((answer) => {
      port.postMessage(answer);
      Atomics.store(signal, 0, 1);
      Atomics.notify(signal, 0);
    });
});

function nameOf(error: unknown): string {
  return error instanceof Error && /^\w+$/.test(error.name) ? error.name : 'Error';
}
