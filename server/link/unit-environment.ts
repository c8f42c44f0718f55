/** The environment of units of systemd and Podman: what they set themselves, and the files that they take. */
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import { lastOfEach, pathFrom, plainText, type Deployment, type SetVariable } from './deployment.ts';
import { variablesOfDotenv } from './environment-files.ts';

export function unitDeployments(files: readonly FileFacts[], byPath: ReadonlyMap<string, FileFacts>): Deployment[] {
  return files.flatMap((file): Deployment[] => {
    const settings = factsOfKind(file, 'setting').filter(({ format }) => format === 'systemd');
    const [first] = settings;
    if (!first) return [];
    const own = settings
      .filter(({ key }) => key.at(-2) === 'Environment' && !/^\d*$/.test(key.at(-1) ?? ''))
      .map(({ key, value, path }): SetVariable => ({ name: key.at(-1) ?? '', value, path, source: 'systemd' }));
    const taken = settings
      .filter(({ key }) => key.at(-1) === 'EnvironmentFile')
      .flatMap(({ value }) => fileBeside(file.path, plainText(value) ?? '', byPath) ?? []);
    if (own.length + taken.length === 0) return [];
    return [
      {
        name: file.path,
        stage: stageAt(file, first.range.start),
        // What a file sets replaces what the unit sets.
        variables: lastOfEach(own, ...taken.map(variablesOfDotenv)),
        handedOver: taken.map(({ path }) => path),
      },
    ];
  });
}

/**
 * `EnvironmentFile=-/etc/portal/portal.env`: below a folder above the unit that holds the tree of a machine; Podman
 * takes paths beside the unit. What systemd puts in (`%i`) and patterns name no file.
 */
function fileBeside(unit: string, written: string, byPath: ReadonlyMap<string, FileFacts>): FileFacts | undefined {
  const path = written.replace(/^-/, '');
  if (path === '' || /[%*?[]/.test(path)) return undefined;
  if (!path.startsWith('/')) return byPath.get(pathFrom(unit, path) ?? '');
  const folders = unit.split('/').slice(0, -1);
  for (let length = folders.length; length >= 0; length--) {
    const file = byPath.get(folders.slice(0, length).join('/') + (length === 0 ? path.slice(1) : path));
    if (file) return file;
  }
  return undefined;
}
