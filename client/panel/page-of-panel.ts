/** The empty page that the panel's script fills. Nothing but that script may run, and nothing may be loaded. */
import type { Language } from '../../server/model/finding.ts';

export interface PanelPage {
  /** Address of the script. */
  readonly script: string;
  /** Of one page only; letters, digits and the like. */
  readonly nonce: string;
  readonly language: Language;
}

export function pageOfPanel({ script, nonce, language }: PanelPage): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Fachlint</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
