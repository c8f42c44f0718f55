/** What gateways of the project ask for before a request reaches a server of it. */
import type { Door, DoorGuard } from '../model/door.ts';

/**
 * The guards on the way through the gateways: of every file that leads to the path, what the longest prefix in it asks for.
 * Empty where one of them lets everybody through.
 */
export function gatewayGuards(path: string, gateways: readonly Door[]): readonly DoorGuard[] {
  const byFile = new Map<string, Door>();
  for (const gateway of gateways) {
    if (!leadsTo(gateway.path, path)) continue;
    const known = byFile.get(gateway.place.path);
    if (!known || known.path.length < gateway.path.length) byFile.set(gateway.place.path, gateway);
  }
  const ways = [...byFile.values()];
  return ways.every(({ guards }) => guards.length > 0) ? ways.flatMap(({ guards }) => guards) : [];
}

function leadsTo(prefix: string, path: string): boolean {
  const start = prefix.replace(/(?:\/?\*{1,2}|\/)$/, '');
  return !/[()[\]\\|+]/.test(start) && (path === start || path.startsWith(`${start}/`));
}

/**
 * A gateway that asks for nothing is a door of its own only where nothing of the server behind it is known; pages have
 * none, whatever serves them. A description beside a server is about that server, or about one that it calls.
 */
export function isTelling(door: Door, hasServer: boolean, hasPages: boolean): boolean {
  if (door.source === 'server') return true;
  return (door.source === 'gateway' && door.guards.length > 0) || (!hasServer && !hasPages);
}
