/** The extension behind the page: messages out, and what the page remembers over a reload. */
import type { FromPage } from '../protocol.ts';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

export const HOST: Host = acquireVsCodeApi();

export function tell(message: FromPage): void {
  HOST.postMessage(message);
}
