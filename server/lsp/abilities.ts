/** What the client declared at the start, as plain yes and no. Whatever is not declared is not used. */
import type { ClientCapabilities } from 'vscode-languageserver/node';

export interface Abilities {
  /** Asks for diagnostics itself; otherwise they are sent to it. */
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly relatedPlaces: boolean;
  /** Takes code actions as objects; otherwise only plain commands are understood. */
  readonly actionObjects: boolean;
  /** Takes code actions without their edit and asks for it when one is chosen. */
  readonly lazyEdits: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly snippets: boolean;
  readonly settings: boolean;
  readonly settingsNotice: boolean;
  readonly watchFiles: boolean;
  readonly folders: boolean;
  /** Shows documents whose text the server provides, so pages of rules can be opened. */
  readonly pages: boolean;
}

export function abilitiesOf({ textDocument, workspace, window }: ClientCapabilities): Abilities {
  const edit = workspace?.workspaceEdit;
  return {
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    relatedPlaces:
      textDocument?.publishDiagnostics?.relatedInformation === true ||
      textDocument?.diagnostic?.relatedInformation === true,
    actionObjects: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    lazyEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    documentChanges: edit?.documentChanges === true,
    createFiles: edit?.resourceOperations?.includes('create') === true,
    snippets: edit?.snippetEditSupport === true && edit.documentChanges === true,
    settings: workspace?.configuration === true,
    settingsNotice: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    pages: workspace?.textDocumentContent !== undefined && window?.showDocument?.support === true,
  };
}
