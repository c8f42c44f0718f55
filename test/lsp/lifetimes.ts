/** Editors and projects that a test file has opened, ended after each of its tests whatever happened. */
import { Editor, type EditorOptions, TemporaryProject } from './editor.ts';

export interface Lifetimes {
  readonly project: (files: Readonly<Record<string, string>>) => TemporaryProject;
  readonly start: (options?: EditorOptions) => Promise<Editor>;
}

export function lifetimes(): Lifetimes {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return {
    project(files) {
      const project = new TemporaryProject(files);
      ends.push(() => {
        project.remove();
      });
      return project;
    },
    async start(options) {
      const editor = await Editor.start(options);
      ends.push(async () => {
        editor.hangUp();
        await editor.exited();
      });
      return editor;
    },
  };
}
