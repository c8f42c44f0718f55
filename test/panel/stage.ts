/** The built page of the panel in a browser of its own, with the editor's theme around it and us in the place of the extension. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pageOfPanel } from '../../client/panel/page-of-panel.ts';
import type { FromPage, ToPage } from '../../client/panel/protocol.ts';
import type { Language } from '../../server/model/finding.ts';
import { findBrowser, installBrowser } from '../e2e/install.ts';
import { ROOT } from '../run-program.ts';
import { THEMES, type Theme } from './themes.ts';

const ADDRESS = 'http://panel.example';

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser() ?? installBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

export interface StageOptions {
  readonly language?: Language;
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** What the page has remembered. */
  readonly state?: unknown;
}

export class Stage {
  readonly page: Page;
  /** What the page has told the extension. */
  readonly told: FromPage[] = [];
  /** What the browser complains about: mistakes of the page, and what its policy forbids. */
  readonly complaints: string[] = [];
  /** Addresses that the page has asked for besides itself and its script. */
  readonly asked: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, options: StageOptions = {}): Promise<Stage> {
    const { language = 'de', theme = 'light', width = 1400, height = 900, state } = options;
    const page = await browser.newPage({ viewport: { width, height } });
    const stage = new Stage(page);
    page.on('pageerror', (error) => stage.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') stage.complaints.push(message.text());
    });
    await page.exposeFunction('fachlintTold', (message: FromPage) => stage.told.push(message));
    const { body, colours } = THEMES[theme];
    await page.addInitScript(surroundingsOf(state, body, colours));
    const html = pageOfPanel({ script: `${ADDRESS}/panel.js`, nonce: 'bm9uY2U', language });
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url === `${ADDRESS}/`) return route.fulfill({ contentType: 'text/html', body: html });
      if (url === `${ADDRESS}/panel.js`) {
        const script = readFileSync(join(ROOT, 'dist', 'panel.js'), 'utf8');
        return route.fulfill({ contentType: 'text/javascript', body: script });
      }
      if (!url.endsWith('/favicon.ico')) stage.asked.push(url);
      return route.abort();
    });
    await page.goto(`${ADDRESS}/`);
    await page.waitForSelector('main');
    return stage;
  }

  async say(message: ToPage): Promise<void> {
    await this.page.evaluate((data) => window.postMessage(data, '*'), message);
  }

  /** Waits until the page has told something of this type. */
  async heard<T extends FromPage['type']>(type: T): Promise<Extract<FromPage, { type: T }>> {
    for (;;) {
      const found = this.told.findLast((message) => message.type === type);
      if (found) return found as Extract<FromPage, { type: T }>;
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** As text: the loader of the tests puts names of its own into functions that are sent to a browser. */
function surroundingsOf(state: unknown, body: string, colours: Readonly<Record<string, string>>): string {
  return `{
    let remembered = ${JSON.stringify(state ?? null)} ?? undefined;
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => globalThis.fachlintTold(message),
      getState: () => remembered,
      setState: (next) => (remembered = next),
    });
    globalThis.fachlintState = () => remembered;
    document.addEventListener('DOMContentLoaded', () => {
      document.body.className = ${JSON.stringify(body)};
      for (const [name, value] of Object.entries(${JSON.stringify(colours)}))
        document.documentElement.style.setProperty('--vscode-' + name, value);
    });
  }`;
}
