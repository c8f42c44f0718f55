/** Starts the page of the panel. Its styles are handed to the browser as they are: the page may hold none of its own. */
import { render } from 'preact';
import { PAGE_STYLE } from '../../../server/report/page/page-style.ts';
import { App } from './app.tsx';
import { PANEL_STYLE } from './panel-style.ts';

const sheets = [PAGE_STYLE, PANEL_STYLE].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});
document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
render(<App />, document.body);
