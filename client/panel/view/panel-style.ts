/** How the panel looks: every colour is one of the editor's theme. */
export const PANEL_STYLE = `
:root {
  --text: var(--vscode-foreground); --ground: var(--vscode-editor-background); --quiet: var(--vscode-foreground);
  --line: var(--vscode-contrastBorder, var(--vscode-panel-border, var(--vscode-editorWidget-border)));
  --mono: var(--vscode-editor-font-family, monospace);
  --bad: var(--vscode-editorError-foreground); --doubt: var(--vscode-editorWarning-foreground);
  --plain: var(--vscode-editorInfo-foreground); --good: var(--vscode-testing-iconPassed);
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; padding: 0; }
body { background: var(--ground); color: var(--text); font: var(--vscode-font-size, 13px)/1.45 var(--vscode-font-family, system-ui, sans-serif); display: flex; flex-direction: column; }
body.vscode-light { --bad: #a1260d; --doubt: #7a5200; --plain: #005a9e; --good: #1b6b24; --quiet: #555555; }
body.vscode-dark { --bad: #ff9a90; --doubt: #e8b96a; --plain: #80c1ff; --good: #86d693; --quiet: #b4b4b4; }
body.vscode-high-contrast { --bad: #ff9a90; --doubt: #ffd37a; --plain: #8ecbff; --good: #8ae69a; --quiet: #ffffff; }
body.vscode-high-contrast-light { --bad: #8c0d00; --doubt: #5c3c00; --plain: #00427a; --good: #0f4d17; --quiet: #292929; }
h1 { font-size: 1.5em; font-weight: 600; margin: 0.6rem 0; }
h2 { font-size: 1.2em; font-weight: 600; margin: 1rem 0 0.5rem; }
h3 { font-size: 1em; font-weight: 600; margin: 1rem 0 0.3rem; }
p { margin-block: 0.4rem; max-width: 52rem; }
code { color: inherit; background: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }

button, select, input, textarea { font: inherit; }
button { color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: 3px; padding: 0.2rem 0.7rem; cursor: pointer; min-height: 26px; }
button:hover { background: var(--vscode-button-hoverBackground); }
button.secondary { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border-color: var(--vscode-contrastBorder, var(--line)); }
button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.secondary[aria-pressed="true"] { outline: 2px solid var(--vscode-focusBorder); outline-offset: -2px; font-weight: 600; }
button:disabled { opacity: 0.6; cursor: default; }
button.link { color: var(--vscode-textLink-foreground); background: none; border: 0; padding: 0; min-height: 24px; text-align: start; text-decoration: underline; overflow-wrap: anywhere; }
button.plain { color: inherit; background: none; border: 0; min-width: 24px; padding: 0 0.3rem; }
select, input, textarea { color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, var(--line))); border-radius: 3px; padding: 0.15rem 0.4rem; min-height: 26px; max-width: 100%; }
select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); }
input::placeholder { color: var(--quiet); opacity: 1; }
.vscode-dark input, .vscode-high-contrast input { color-scheme: dark; }
.field { display: inline-flex; flex-direction: column; gap: 0.15rem; min-width: 0; }
.field > label:not(.hidden) { font-size: 0.9em; color: var(--quiet); }

.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0.3rem 1rem; padding: 0 1rem; border-block-end: 1px solid var(--line); flex: none; }
.top ul { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; }
.tab { color: var(--quiet); background: none; border: 0; border-radius: 0; border-block-end: 2px solid transparent; padding: 0.45rem 0.7rem; }
.tab:hover { background: var(--vscode-toolbar-hoverBackground, transparent); color: var(--text); }
.tab[aria-current="page"], .tab[aria-selected="true"] { color: var(--text); border-block-end-color: var(--vscode-focusBorder); font-weight: 600; }
.toolbar { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; padding-block: 0.3rem; }
.notice { padding: 0 1rem; flex: none; }
.notice:not(:empty) { padding-block: 0.2rem; border-block-end: 1px solid var(--line); background: var(--vscode-editorWidget-background); }
main { flex: 1; min-height: 0; overflow: auto; padding: 0 1rem 1rem; }
main.findings { display: flex; flex-direction: column; overflow: hidden; padding-block: 0.5rem 0; }

.filters { display: flex; flex-wrap: wrap; gap: 0.4rem 0.6rem; align-items: end; margin-block-end: 0.3rem; }
.filters select { max-width: 11rem; }
.filters .more[open] { flex-basis: 100%; }
.filters summary { cursor: pointer; min-height: 24px; width: max-content; }
.filters .wide { flex: 1 1 14rem; }
.filters input[type="text"] { width: 9rem; }
.since { display: inline-flex; gap: 0.4rem; align-items: end; }
.count { margin: 0.2rem 0; color: var(--quiet); width: auto; text-align: start; }
main .table .count { text-align: end; }
.split { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); gap: 1rem; }
.list { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
.detail { overflow: auto; border-inline-start: 1px solid var(--line); padding: 0 0.2rem 1rem 1rem; min-width: 0; }
@media (max-width: 60rem) { .split { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(14rem, 3fr) minmax(12rem, 2fr); gap: 0; }
  .detail { border-inline-start: 0; border-block-start: 1px solid var(--line); padding-inline-start: 0; } }

.grid { flex: 1; overflow: auto; min-height: 8rem; border: 1px solid var(--line); contain: strict; }
.grid:focus-visible { outline-offset: -2px; }
.grid-head { position: sticky; top: 0; z-index: 1; background: var(--ground); border-block-end: 1px solid var(--line); min-width: 44rem; }
.grid-head .grid-row { position: static; font-weight: 600; height: 34px; }
.grid-body { position: relative; min-width: 44rem; }
.grid-row { position: absolute; inset-inline: 0; height: 46px; display: grid; align-items: center; cursor: default;
  grid-template-columns: 2rem 6.2rem minmax(12rem, 5fr) minmax(8rem, 2fr) 6.8rem 8.5rem; contain: strict; }
.grid-head .grid-row { contain: none; }
.grid-row > span { padding-inline: 0.4rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.grid-row .line { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.grid-row .line + .line { color: var(--quiet); font-size: 0.9em; }
.grid-row .folder { direction: rtl; text-align: left; }
.grid-row:hover { background: var(--vscode-list-hoverBackground); }
.grid-row.selected { background: var(--vscode-list-inactiveSelectionBackground); color: var(--vscode-list-inactiveSelectionForeground, inherit); }
.grid-row.active { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; background: var(--vscode-list-inactiveSelectionBackground); }
.grid:focus .grid-row.active { outline-width: 2px; outline-offset: -2px; }
.grid-row.group { font-weight: 600; display: block; line-height: 44px; background: var(--vscode-sideBarSectionHeader-background, transparent); }
.grid-row .badge { line-height: 1.35; }
.new { font-weight: 600; color: var(--plain); }
.sort { color: inherit; background: none; border: 0; padding: 0; font-weight: 600; min-height: 24px; }
.sort:hover { background: none; text-decoration: underline; }
.grid-head > .grid-row > span { padding-block: 4px; overflow: visible; }
.box { display: inline-block; width: 14px; height: 14px; border: 1px solid var(--quiet); border-radius: 2px; vertical-align: middle; position: relative; }
.box.checked { background: var(--vscode-focusBorder); border-color: var(--vscode-focusBorder); }
.box.checked::after { content: ''; position: absolute; inset-inline-start: 4px; top: 1px; width: 4px; height: 8px; border: solid var(--ground); border-width: 0 2px 2px 0; transform: rotate(45deg); }

@media (max-width: 44rem) { .grid-head, .grid-body { min-width: 0; }
  .grid-row { grid-template-columns: 2rem 6.2rem minmax(6rem, 3fr) minmax(5rem, 2fr); }
  .grid-row > .stage, .grid-row > .status { display: none; } }
.tabs { display: flex; flex-wrap: wrap; border-block-end: 1px solid var(--line); }
.tab-panel { padding-block: 0.5rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
dl.facts { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: 0.2rem 1rem; margin: 0.3rem 0; }
dl.facts dt { color: var(--quiet); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.excerpt { font-family: var(--mono); font-size: var(--vscode-editor-font-size, 1em); background: var(--vscode-textCodeBlock-background); border: 1px solid var(--line); border-inline-start: 3px solid var(--bad); padding: 0.4rem 0.5rem; overflow-x: auto; margin: 0.3rem 0; tab-size: 2; }
.excerpt .number { display: inline-block; color: var(--quiet); padding-inline-end: 1em; user-select: none; }
.decide { border-block-start: 1px solid var(--line); margin-block-start: 1rem; max-width: 34rem; display: flex; flex-direction: column; gap: 0.4rem; align-items: stretch; }
.decide .small { margin: 0; }
.lack { color: var(--bad); }
.switch { display: inline-flex; gap: 0.3rem; margin-block: 0.3rem; }
.waiting { color: var(--quiet); }
`;
