/** All roots that are open in the editor, and which of them a document belongs to. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
    const root = fileOf(uri);
    if (root === undefined) return undefined;
    const project = this.#folders.get(uri) ?? new Project(root, this.#events);
    this.#folders.set(uri, project);
    return project;
  }

  removeFolder(uri: string): void {
    void this.#folders.get(uri)?.dispose();
    this.#folders.delete(uri);
  }

  /** The innermost open folder that holds the file. */
  homeOf(uri: string): Home | undefined {
    let home: Home | undefined;
    for (const project of this.#folders.values()) {
      const path = project.pathOf(uri);
      if (path !== undefined && (home === undefined || project.root.length > home.project.root.length)) {
        home = { project, path };
      }
    }
    return home ?? this.#loose.get(uri);
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
