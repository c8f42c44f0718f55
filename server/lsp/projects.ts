/** All roots that are open in the editor, and which of them a document belongs to. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileOf, Project, type ProjectEvents } from './project.ts';

/** A document in the project that judges it. */
export interface Home {
  readonly project: Project;
  readonly path: string;
}

/** What makes a folder the root of a file that was opened without its folder. */
const ROOT_MARKERS = ['fachlint.json', '.git'];

export class Projects {
  readonly #events: ProjectEvents;
  /** By root. */
  readonly #folders = new Map<string, Project>();
  /** Files outside every folder: each is judged alone, by the root it lies in. */
  readonly #loose = new Map<string, Home>();

  constructor(events: ProjectEvents) {
    this.#events = events;
  }

  all(): readonly Project[] {
    return [...this.#folders.values(), ...[...this.#loose.values()].map(({ project }) => project)];
  }

  addFolder(uri: string): Project | undefined {
    const folder = fileOf(uri);
    if (folder === undefined) return undefined;
    const root = resolve(folder);
    const project = this.#folders.get(root) ?? new Project(root, this.#events);
    this.#folders.set(root, project);
    return project;
  }

  removeFolder(uri: string): void {
    const root = resolve(fileOf(uri) ?? '');
    void this.#folders.get(root)?.dispose();
    this.#folders.delete(root);
  }

  /** Every project that sees the file, the innermost folder first: of nested folders the outer one takes values from it. */
  holding(uri: string): readonly Home[] {
    const homes = [...this.#folders.values()].flatMap((project) => {
      const path = project.pathOf(uri);
      return path === undefined ? [] : [{ project, path }];
    });
    const loose = this.#loose.get(uri);
    return [...homes.sort((a, b) => b.project.root.length - a.project.root.length), ...(loose ? [loose] : [])];
  }

  /** The innermost open folder that holds the file: it judges it. */
  homeOf(uri: string): Home | undefined {
    return this.holding(uri)[0];
  }

  /** Like `homeOf`, but a file outside every folder gets a project of its own. */
  open(uri: string): Home | undefined {
    const known = this.homeOf(uri);
    const file = fileOf(uri);
    if (known !== undefined || file === undefined) return known;
    const root = rootOf(file);
    const path = root === dirname(file) ? basename(file) : file.slice(root.length + 1).replaceAll('\\', '/');
    const home = { project: new Project(root, this.#events, [path]), path };
    this.#loose.set(uri, home);
    return home;
  }

  /** Lets go of a file outside every folder; files of folders stay judged. True if it was one. */
  close(uri: string): boolean {
    void this.#loose.get(uri)?.project.dispose();
    return this.#loose.delete(uri);
  }

  /** Lets go of all files outside of folders, for when the folders have changed. */
  closeLoose(): void {
    for (const uri of [...this.#loose.keys()]) this.close(uri);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.all().map((project) => project.dispose()));
  }
}

function rootOf(file: string): string {
  const own = dirname(file);
  for (let folder = own; ; folder = dirname(folder)) {
    if (ROOT_MARKERS.some((marker) => existsSync(join(folder, marker)))) return folder;
    if (dirname(folder) === folder) return own;
  }
}
