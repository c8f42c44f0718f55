import type { Door } from '../../server/model/door.ts';
import { rule, type FactsView, type ProjectView } from '../../server/model/rule.ts';
import { causesOf } from '../catalog/door-causes.ts';
import { DOOR_FILES } from '../catalog/door-files.ts';
import { ENFORCING_WORDS, enforcedDoors } from '../catalog/enforced-sign-in.ts';
import { isAdministration, SIGN_IN_PACKAGES } from '../catalog/sensitive-doors.ts';
import { isAdministrativeAction, isAdministrativeOperation } from '../catalog/sensitive-operations.ts';

export const requireSecondFactorOnAdminRoute = rule({
  id: 'mfa/require-second-factor-on-admin-route',
  severity: 'warning',
  confidence: 'medium',
  words: [
    ...DOOR_FILES,
    'admin',
    'verwaltung',
    'sachbearbeit',
    'mandant',
    'benutzer',
    'nutzer',
    'rollen',
    'rechte',
    'berechtigungen',
    'konfiguration',
    'backoffice',
    'tenants',
    'roles',
    'permissions',
    'dienststelle',
    'leitung',
    'systemeinstellungen',
    'matcher',
    ...ENFORCING_WORDS,
  ],
  text: {
    de: {
      title: 'Verwaltungszugang ohne zweiten Faktor',
      messages: {
        open: '`{door}` gehört zur Verwaltung und ist ohne Anmeldung erreichbar: Davor steht kein Schutz.',
        signIn: '`{door}` gehört zur Verwaltung und verlangt nur {guards}, aber keinen zweiten Faktor.',
        signInOnly: '`{door}` gehört zur Verwaltung und verlangt nur eine Anmeldung, aber keinen zweiten Faktor.',
        openOperation:
          '`{door}` zahlt aus, leitet Daten aus oder ändert Konten und Rechte und ist ohne Anmeldung erreichbar: Davor steht kein Schutz.',
        signInOperation:
          '`{door}` zahlt aus, leitet Daten aus oder ändert Konten und Rechte und verlangt nur {guards}, aber keinen zweiten Faktor.',
        signInOnlyOperation:
          '`{door}` zahlt aus, leitet Daten aus oder ändert Konten und Rechte und verlangt nur eine Anmeldung, aber keinen zweiten Faktor.',
        manyOpen:
          '{count} Zugänge zur Verwaltung, darunter `{door}`, sind ohne Anmeldung erreichbar: Davor steht kein Schutz.',
        manySignIn:
          '{count} Zugänge zur Verwaltung, darunter `{door}`, verlangen nur {guards}, aber keinen zweiten Faktor.',
        manySignInOnly:
          '{count} Zugänge zur Verwaltung, darunter `{door}`, verlangen nur eine Anmeldung, aber keinen zweiten Faktor.',
      },
      why: 'Mit einem Verwaltungszugang lassen sich Rollen vergeben, Daten ausleiten und Einstellungen für alle ändern. Ein erratenes oder abgefischtes Kennwort genügt dann für den ganzen Bestand. Für technische und fachliche Administration verlangt das BSI bei Onlinediensten mehrere Faktoren, sobald der Zugriff über öffentliche Netze geht; auch der IT-Grundschutz sieht sie vor.',
      advice: {
        open: 'Anmeldung und zweiten Faktor vor die Route setzen, am besten einmal am Router. Steht der Schutz außerhalb dieses Projekts (Gateway, Identitätsanbieter), die eigene Prüffunktion in `fachlint.json` unter `guards` eintragen.',
        signInOnly:
          'Eine Prüfung des zweiten Faktors vor die Route setzen, die `acr` oder `amr` der Anmeldung auswertet. Eine eigene Prüffunktion, die das schon tut, in `fachlint.json` unter `guards` als `second-factor` eintragen.',
        signIn:
          'Eine Prüfung des zweiten Faktors vor die Route setzen, die `acr` oder `amr` der Anmeldung auswertet. Prüft einer der genannten Bausteine das bereits, ihn in `fachlint.json` unter `guards` als `second-factor` eintragen.',
        openOperation:
          'Anmeldung und zweiten Faktor vor die Route setzen, am besten einmal am Router. Steht der Schutz außerhalb dieses Projekts (Gateway, Identitätsanbieter), die eigene Prüffunktion in `fachlint.json` unter `guards` eintragen.',
        signInOnlyOperation:
          'Eine Prüfung des zweiten Faktors vor die Route setzen, die `acr` oder `amr` der Anmeldung auswertet. Eine eigene Prüffunktion, die das schon tut, in `fachlint.json` unter `guards` als `second-factor` eintragen.',
        signInOperation:
          'Eine Prüfung des zweiten Faktors vor die Route setzen, die `acr` oder `amr` der Anmeldung auswertet. Prüft einer der genannten Bausteine das bereits, ihn in `fachlint.json` unter `guards` als `second-factor` eintragen.',
        manyOpen:
          'Anmeldung und zweiten Faktor einmal vor den gemeinsamen Router setzen. Steht der Schutz außerhalb dieses Projekts (Gateway, Identitätsanbieter), die eigene Prüffunktion in `fachlint.json` unter `guards` eintragen.',
        manySignIn:
          'Hier, einmal für alle, eine Prüfung des zweiten Faktors ergänzen, die `acr` oder `amr` der Anmeldung auswertet. Prüft einer der genannten Bausteine das bereits, ihn in `fachlint.json` unter `guards` als `second-factor` eintragen.',
        manySignInOnly:
          'Einmal für alle eine Prüfung des zweiten Faktors davor setzen, die `acr` oder `amr` der Anmeldung auswertet. Eine eigene Prüffunktion, die das schon tut, in `fachlint.json` unter `guards` als `second-factor` eintragen.',
      },
    },
    en: {
      title: 'Administration without a second factor',
      messages: {
        open: '`{door}` belongs to administration and can be reached without signing in: no guard stands before it.',
        signIn: '`{door}` belongs to administration and asks only for {guards}, but for no second factor.',
        signInOnly: '`{door}` belongs to administration and asks only for a sign-in, but for no second factor.',
        openOperation:
          '`{door}` pays out, exports data or changes accounts and rights and can be reached without signing in: no guard stands before it.',
        signInOperation:
          '`{door}` pays out, exports data or changes accounts and rights and asks only for {guards}, but for no second factor.',
        signInOnlyOperation:
          '`{door}` pays out, exports data or changes accounts and rights and asks only for a sign-in, but for no second factor.',
        manyOpen:
          '{count} doors of administration, `{door}` among them, can be reached without signing in: no guard stands before them.',
        manySignIn:
          '{count} doors of administration, `{door}` among them, ask only for {guards}, but for no second factor.',
        manySignInOnly:
          '{count} doors of administration, `{door}` among them, ask only for a sign-in, but for no second factor.',
      },
      why: 'Administration assigns roles, exports data and changes settings for everybody. One guessed or phished password is then enough for all of it. The BSI demands several factors in online services for technical and functional administrators over public networks; IT-Grundschutz provides for them, too.',
      advice: {
        open: 'Put sign-in and a second factor before the route, best once on the router. Where the protection stands outside this project (gateway, identity provider), enter your own guard in `fachlint.json` under `guards`.',
        signInOnly:
          'Put a check of the second factor before the route that evaluates `acr` or `amr` of the sign-in. Enter a guard of your own that does so already in `fachlint.json` under `guards` as `second-factor`.',
        signIn:
          'Put a check of the second factor before the route that evaluates `acr` or `amr` of the sign-in. Where one of the guards named does so already, enter it in `fachlint.json` under `guards` as `second-factor`.',
        openOperation:
          'Put sign-in and a second factor before the route, best once on the router. Where the protection stands outside this project (gateway, identity provider), enter your own guard in `fachlint.json` under `guards`.',
        signInOnlyOperation:
          'Put a check of the second factor before the route that evaluates `acr` or `amr` of the sign-in. Enter a guard of your own that does so already in `fachlint.json` under `guards` as `second-factor`.',
        signInOperation:
          'Put a check of the second factor before the route that evaluates `acr` or `amr` of the sign-in. Where one of the guards named does so already, enter it in `fachlint.json` under `guards` as `second-factor`.',
        manyOpen:
          'Put sign-in and a second factor before the common router, once. Where the protection stands outside this project (gateway, identity provider), enter your own guard in `fachlint.json` under `guards`.',
        manySignIn:
          'Add a check of the second factor here, once for all, that evaluates `acr` or `amr` of the sign-in. Where one of the guards named does so already, enter it in `fachlint.json` under `guards` as `second-factor`.',
        manySignInOnly:
          'Put a check of the second factor before them, once for all, that evaluates `acr` or `amr` of the sign-in. Enter a guard of your own that does so already in `fachlint.json` under `guards` as `second-factor`.',
      },
    },
  },
  project(project, report) {
    // Where nobody ever signs in, somebody else guards the door: a gateway, the network.
    if (!hasSignIn(project)) return;
    const isEnforced = enforcedDoors(project);
    const lacking = project.doors.filter((door) => isSensitive(door) && lacksFactor(door, isEnforced));
    for (const verdict of ['open', 'sign-in-only'] as const)
      for (const { doors, place } of causesOf(
        lacking.filter((door) => door.verdict === verdict),
        project.doors,
        telling,
      )) {
        const [door, ...others] = doors;
        if (!door) continue;
        const guards = door.verdict === 'open' ? [] : telling(door);
        const isMany = others.length > 0;
        report({
          message: isMany ? manyOf(door) : messageOf(door),
          path: place.path,
          range: place.range,
          data: { door: nameOf(door), guards: guardsOf(door), count: String(doors.length) },
          related: isMany
            ? doors.slice(0, MOST_RELATED).map((each) => ({
                range: each.place.range,
                path: each.place.path,
                text: { de: nameOf(each), en: nameOf(each) },
              }))
            : guards.map((guard) => ({
                range: guard.place.range,
                path: guard.place.path,
                text: { de: `davor steht ${guard.name}`, en: `${guard.name} stands before it` },
              })),
        });
      }
  },
});

/** Doors that a finding for many of them lists. */
const MOST_RELATED = 30;

/** Administration, or an operation that is one. */
function isSensitive(door: Door): boolean {
  // A page that is built beforehand holds nothing of anybody.
  if (door.source !== 'server' || door.handler.name === 'getStaticProps') return false;
  if (door.method === 'OPTIONS' || door.method === 'HEAD') return false;
  if (door.method === 'ACTION') return isAdministrativeAction(door.path);
  return isAdministration(door.path) || isAdministrativeOperation(door.method, door.path);
}

function lacksFactor(door: Door, isEnforced: (door: Door) => boolean): boolean {
  return door.verdict === 'open' || (door.verdict === 'sign-in-only' && !isMachineDoor(door) && !isEnforced(door));
}

type Single = 'open' | 'signIn' | 'signInOnly' | 'openOperation' | 'signInOperation' | 'signInOnlyOperation';

function messageOf(door: Door): Single {
  const administration = door.method !== 'ACTION' && isAdministration(door.path);
  if (door.verdict === 'open') return administration ? 'open' : 'openOperation';
  if (telling(door).length > 0) return administration ? 'signIn' : 'signInOperation';
  return administration ? 'signInOnly' : 'signInOnlyOperation';
}

function manyOf(door: Door): 'manyOpen' | 'manySignIn' | 'manySignInOnly' {
  if (door.verdict === 'open') return 'manyOpen';
  return telling(door).length > 0 ? 'manySignIn' : 'manySignInOnly';
}

function nameOf(door: Door): string {
  return door.method === 'ACTION' ? `Server Action ${nameOfAction(door)}` : `${door.method} ${door.path}`;
}

/** The name that it is exported under; its handler may be wrapped and have none. */
function nameOfAction({ path, handler }: Door): string {
  return path.slice(path.indexOf('#') + 1) || handler.name;
}

function hasSignIn(project: ProjectView): boolean {
  return (
    project.doors.some(
      ({ guards, path }) =>
        guards.some(({ purposes }) => purposes.includes('sign-in') || purposes.includes('role')) ||
        /\/(?:login|anmelden|anmeldung)$/.test(path),
    ) || project.gather(signInPackages).length > 0
  );
}

function signInPackages(file: FactsView): readonly string[] {
  return file.facts('import').flatMap(({ module }) => (SIGN_IN_PACKAGES.test(module) ? [module] : []));
}

/** The names of the guards in front of a door, for the message. */
function guardsOf(door: Door): string {
  const names = telling(door).map(({ name }) => `\`${name}\``);
  return [...new Set(names)].join(', ');
}

/** Guards that ask for something; `inline` ones have no name to show, and a handler that asks itself is named already. */
function telling(door: Door): Door['guards'] {
  return door.guards.filter(
    ({ name, purposes }) =>
      name !== 'inline' && name !== door.handler.name && (purposes.includes('sign-in') || purposes.includes('role')),
  );
}

/** Machines have no second factor; their keys and certificates are another question. */
function isMachineDoor(door: Door): boolean {
  return door.guards.some(({ purposes }) => purposes.includes('machine'));
}
