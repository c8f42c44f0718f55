import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { hostKind } from '../catalog/hosts.ts';

type Message = 'listens' | 'connects' | 'neighbour';

export const requireDockerTls = rule<Message>({
  id: 'encryption/require-docker-tls',
  severity: 'error',
  words: [/:2375\b/],
  text: {
    de: {
      title: 'Docker nimmt Befehle ohne TLS an',
      messages: {
        listens: '`{address}` nimmt Befehle an Docker von jedem Rechner an, ohne TLS und ohne Anmeldung.',
        connects: '`{address}` steuert Docker ohne TLS; wer mithört oder den Port erreicht, beherrscht den Rechner.',
        neighbour: '`{address}` steuert Docker ohne TLS; jeder Container im selben Netz kann es auch.',
      },
      why: 'Wer Docker Befehle geben darf, ist auf dem Rechner Administrator: Er startet Container mit allen Verzeichnissen, liest Schlüssel und Datenbanken und verschlüsselt Sicherungen. Port 2375 fragt nicht, wer kommt.',
      advice: {
        listens:
          'Nur den Socket `unix:///var/run/docker.sock` anbieten, aus der Ferne über `ssh://` steuern oder Port 2376 mit `tlsverify`, eigener Zertifizierungsstelle und Client-Zertifikaten verwenden.',
        connects: '`ssh://benutzer@rechner` oder Port 2376 mit `DOCKER_TLS_VERIFY=1` und Client-Zertifikat verwenden.',
        neighbour:
          'Port 2376 verwenden und `DOCKER_TLS_CERTDIR` nicht leeren; der Dienst legt die Zertifikate selbst an.',
      },
    },
    en: {
      title: 'Docker takes commands without TLS',
      messages: {
        listens: '`{address}` takes commands to Docker from every machine, without TLS and without anybody signing in.',
        connects: '`{address}` controls Docker without TLS; whoever listens in or reaches the port rules the machine.',
        neighbour: '`{address}` controls Docker without TLS; every container of the same network can do so, too.',
      },
      why: 'Whoever may give commands to Docker is administrator of the machine: he starts containers with all folders, reads keys and databases and encrypts backups. Port 2375 does not ask who is coming.',
      advice: {
        listens:
          'Offer only the socket `unix:///var/run/docker.sock`, control it from afar by `ssh://`, or use port 2376 with `tlsverify`, a certification authority of your own and client certificates.',
        connects: 'Use `ssh://user@machine`, or port 2376 with `DOCKER_TLS_VERIFY=1` and a client certificate.',
        neighbour: 'Use port 2376 and do not empty `DOCKER_TLS_CERTDIR`; the service makes its certificates itself.',
      },
    },
  },
  project(project, report) {
    for (const problem of project.gather(openDoors)) {
      const isLocal = project.file(problem.path, problem.range.start).stage === 'local';
      report({ ...problem, ...(isLocal && { severity: 'information' as const }) });
    }
  },
});

/** `tcp://0.0.0.0:2375`, `tcp://:2375`: 2375 is the port of Docker without TLS, 2376 the one with it. */
const ADDRESS = /\btcp:\/\/(\[[\d:a-f]{0,40}\]|[\w.-]{0,120}):2375\b/gi;
const EVERYBODY = /^(?:|0\.0\.0\.0|\[::\])$/;
const WITH_TLS = /--tls(?:verify)?\b(?!=false)/;
/** Settings that point a program to Docker, and those that make Docker listen. */
const NAMES = /^(?:docker_?hosts?|docker_?opts|hosts?|exec_?start|command|args|entrypoint|-H|--host|url|endpoint)$/i;

function openDoors(file: FactsView): readonly (Problem<Message> & { readonly path: string })[] {
  const isVerified = file
    .facts('setting')
    .some(
      ({ key, value }) =>
        /^(?:tlsverify|DOCKER_TLS_VERIFY)$/i.test(key.at(-1) ?? '') && isAlways(value, true, 'true', '1', 1),
    );
  if (isVerified) return [];
  const found: (Problem<Message> & { readonly path: string })[] = [];
  const shut = shutServices(file);
  const add = (range: TextRange): void => {
    if (range.path !== undefined && range.path !== file.path) return;
    for (const match of file.text.slice(range.start, range.end).matchAll(ADDRESS)) {
      const host = match[1] ?? '';
      const message = messageOf(host);
      if (!message || shut.has(host)) continue;
      const start = range.start + match.index;
      found.push({
        message,
        path: file.path,
        range: { start, end: start + match[0].length },
        data: { address: match[0] },
        ...(message === 'neighbour' && { severity: 'information' as const }),
      });
    }
  };
  for (const { key, value } of file.facts('setting')) {
    const name = key.findLast((step) => !/^\d+$/.test(step)) ?? '';
    if (value.kind === 'absent' || !NAMES.test(name.replace(/[.-]/g, '_'))) continue;
    if (!WITH_TLS.test(file.text.slice(value.range.start, value.range.end))) add(value.range);
  }
  for (const { program, arguments: given } of file.facts('command')) {
    const words = given.map(({ text }) => text).join(' ');
    if (!/^(?:dockerd|docker|docker-compose|docker-init|dind)$/.test(program) || WITH_TLS.test(words)) continue;
    for (const { range } of given) add(range);
  }
  return found;
}

/** A filter in front of the socket, and services that nothing but their own few neighbours reaches. */
const SOCKET_FILTER = /(?:^|[/-])(?:docker-)?socket-?proxy\b/i;

/** Names of services of compose that admit a choice of commands only, or stand in networks of the inside only. */
function shutServices(file: FactsView): ReadonlySet<string> {
  const inside = new Set(
    file
      .facts('setting')
      .flatMap(({ key, value }) =>
        key.length === 3 && key[0] === 'networks' && key[2] === 'internal' && isAlways(value, true) ? [key[1]] : [],
      ),
  );
  return new Set(
    file.facts('resource').flatMap(({ type, name, value }) => {
      if (type !== 'compose:service') return [];
      const networks = namesIn(entryOf(value, 'networks'));
      const isInside = networks.length > 0 && networks.every((network) => inside.has(network));
      const isFilter = knownTexts(entryOf(value, 'image')).some((image) => SOCKET_FILTER.test(image.value));
      return isInside || isFilter ? [name] : [];
    }),
  );
}

function namesIn(value: Value): readonly string[] {
  if (value.kind === 'record') return [...value.entries.keys()];
  return value.kind === 'list' ? value.items.flatMap((item) => knownTexts(item).map((text) => text.value)) : [];
}

function messageOf(host: string): Message | undefined {
  if (EVERYBODY.test(host)) return 'listens';
  switch (hostKind(host)) {
    case 'other':
    case 'inside':
      return 'connects';
    case 'neighbour':
      return 'neighbour';
    default:
      return undefined;
  }
}
