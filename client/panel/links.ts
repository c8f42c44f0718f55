/** Links to a finding, for a ticket or a mail: whoever opens one in the same project sees it in the panel. */
import { env, Uri } from 'vscode';

const EXTENSION = 'fachlint.fachlint';
const PATH = '/finding';

export interface LinkedFinding {
  /** Name of the folder: its path differs from machine to machine. */
  readonly folder: string;
  readonly key: string;
}

export function linkTo(root: string, key: string): string {
  const query = new URLSearchParams({ folder: nameOfFolder(root), key });
  return `${env.uriScheme}://${EXTENSION}${PATH}?${query.toString()}`;
}

export function findingOf(link: Uri): LinkedFinding | undefined {
  const query = new URLSearchParams(link.query);
  const [folder, key] = [query.get('folder'), query.get('key')];
  return link.path === PATH && folder !== null && key !== null ? { folder, key } : undefined;
}

/** @param root address of a folder, as the server names it */
export function nameOfFolder(root: string): string {
  return (
    Uri.parse(root)
      .path.split('/')
      .findLast((part) => part !== '') ?? ''
  );
}
