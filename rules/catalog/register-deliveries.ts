/** How files and mails leave a program, and which paths, hosts and keys speak of a delivery to or from a register. */
import { wordsOf } from '../../server/model/words.ts';
import type { ApiName } from '../../server/model/value.ts';
import { isCalled } from './by-callee.ts';
import { registerIn, registerStoreIn, type Register } from './registers.ts';

/** Libraries that carry files to or from another machine. */
const TRANSFERS =
  /^(?:ssh2-sftp-client|basic-ftp|promise-ftp|ftp|jsftp|ssh2|node-scp|scp2|webdav|@marsaud\/smb2|smb2|v9u-smb2|samba-client|node-ssh)#/;
const TRANSFER_METHODS: ReadonlySet<string> = new Set(
  (
    'uploadFrom uploadFromDir uploadDir appendFrom downloadTo downloadToDir downloadDir put append get list fastPut ' +
    'fastGet writeFile readFile createWriteStream createReadStream putFileContents getFileContents putFile getFile ' +
    'putFiles sendFile uploadFile downloadFile scp upload download'
  ).split(' '),
);
/** Calls that carry a file to or from another machine. */
export function isTransfer(callee: ApiName): boolean {
  return TRANSFERS.test(callee) && TRANSFER_METHODS.has(callee.slice(callee.lastIndexOf('.') + 1));
}
/** Calls that make such a connection: their options name the other side. */
export const isTransferConnection = isCalled([
  /^(?:ssh2-sftp-client|basic-ftp|promise-ftp|ftp|ssh2|node-ssh)#.*\.(?:connect|access)$/,
  /^(?:jsftp|webdav|@marsaud\/smb2|smb2|v9u-smb2|samba-client|node-scp)#(?:default|createClient|Client|SMB2)$/,
]);
/** Calls that write, read or watch a file of this machine, or of a folder that others share. */
export const isFileCall = isCalled([
  /^(?:node:fs|node:fs\/promises|fs-extra|graceful-fs)#(?:promises\.)?(?:writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream|copyFile|copyFileSync|copy|copySync|move|moveSync|rename|renameSync|outputFile|outputFileSync|cp|cpSync|readFile|readFileSync|createReadStream|readdir|readdirSync|watch|watchFile)$/,
  /^chokidar#(?:default\.)?watch$/,
]);
/** Calls that send a mail; those of the project by their name. */
export const isMail = isCalled([
  /^nodemailer(?:-\w{1,40})?#.*\.sendMail$/,
  /^@sendgrid\/mail#(?:default\.)?send(?:Multiple)?$/,
  /^@nestjs-modules\/mailer#.*\.sendMail$/,
  /^(?:postmark|mailgun\.js|mailgun-js|resend|@aws-sdk\/client-ses|@aws-sdk\/client-sesv2|emailjs)#.*[.#](?:send|create|sendEmail|SendEmailCommand|sendAsync)$/,
  /[.#](?:send|sende|versende|schicke|verschicke)(?:Email|EMail|Mail|email|mail)$/,
  /^(?:send|sende|versende|schicke|verschicke)(?:Email|EMail|Mail)$/,
  /[.#](?:email|mail|mailer|mailService|postausgang)\.(?:send|sende|senden|versende|schicke)$/,
]);

/** Folders that others see as well. */
const SHARED =
  /^(?:\/\/|\\\\|smb:|file:\/\/\w|\/(?:mnt|media|net|nfs|volumes|cifs|smb|share|exchange|austausch)\b|[D-Zd-z]:[\\/])/i;
const EXCHANGE_WORDS: ReadonlySet<string> = new Set(
  (
    'austausch austauschordner austauschverzeichnis datenaustausch exchange transfer uebergabe uebertragung ' +
    'lieferung lieferungen datenlieferung share freigabe ftp sftp ftps smb nas dropbox abholung import imports ' +
    'export exports eingang ausgang eingehend ausgehend inbox outbox inbound outbound incoming outgoing ' +
    'upload download dateitransfer filetransfer spool'
  ).split(' '),
);
/** What is no delivery: files of the program, of statistics, of elections, which have ways of their own. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  (
    'schema schemas xsd wsdl wahl wahlen waehlerverzeichnis waehler statistik statistiken backup backups ' +
    'sicherung sicherungen muster beispiel beispiele test tests fixture fixtures mock log logs protokoll ' +
    'protokolle template templates vorlage vorlagen src dist locales docs node modules kba ' +
    'kraftfahrtbundesamt cache caches kennzahlen audit historie sitzungen sessions handbuch anleitung formular formulare'
  ).split(' '),
);
const OTHER_FILE =
  /\.(?:xsd|wsdl|[cm]?[jt]sx?|md|html?|pdf|log|svg|png|jpe?g|ico|css|pem|crt|cer|key|p12|sock|sql|sqlite|db)$/i;

/** True where one of the texts speaks of a file that is no delivery. */
export function isOtherFile(texts: readonly string[]): boolean {
  return texts.some((text) => OTHER_FILE.test(text) || wordsOf(text).some((word) => OTHER_WORDS.has(word)));
}

/** The register whose data a path, host or file name speaks of. */
export function deliveredRegister(texts: readonly string[]): Register | undefined {
  if (isOtherFile(texts)) return undefined;
  for (const text of texts) {
    const register = registerIn(text);
    if (register) return register;
  }
  return undefined;
}

/** True for a path that others write to or read from. */
export function isSharedPath(texts: readonly string[]): boolean {
  return texts.some((text) => SHARED.test(text)) || wordsOf(texts.join('/')).some((word) => EXCHANGE_WORDS.has(word));
}

/** Keys of settings that say that files are exchanged. */
const FILE_WORDS: ReadonlySet<string> = new Set(
  (
    'ftp sftp ftps scp smb csv austausch austauschordner austauschverzeichnis importverzeichnis exportverzeichnis ' +
    'importordner exportordner importpfad exportpfad eingangsverzeichnis ausgangsverzeichnis uebergabeverzeichnis ' +
    'uebergabeordner lieferverzeichnis dateiablage netzlaufwerk datentraeger dropfolder filedrop importdatei ' +
    'exportdatei csvdatei lieferdatei dateiaustausch datentransfer'
  ).split(' '),
);
const WAYS: ReadonlySet<string> = new Set(
  'import export austausch eingang ausgang lieferung transfer uebergabe'.split(' '),
);
/** Last words of keys behind which the other side or the folder stands. */
const TARGETS: ReadonlySet<string> = new Set(
  (
    'host hostname server url uri adresse address path pfad dir directory verzeichnis ordner folder datei file ' +
    'dateiname filename ablage laufwerk share freigabe ftp sftp importverzeichnis exportverzeichnis importordner ' +
    'exportordner importpfad exportpfad eingangsverzeichnis ausgangsverzeichnis uebergabeverzeichnis ' +
    'austauschverzeichnis austauschordner uebergabeordner lieferverzeichnis dateiablage netzlaufwerk importdatei ' +
    'exportdatei csvdatei lieferdatei dropfolder remotepath'
  ).split(' '),
);
const FOLDERS: ReadonlySet<string> = new Set(
  'path pfad dir directory verzeichnis ordner folder datei file ablage laufwerk share freigabe'.split(' '),
);

/** The register that a setting exchanges files with, by its key and value. */
export function deliveryOfSetting(key: readonly string[], text: string): Register | undefined {
  const name = key.slice(-4).join('.');
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const ends = [last, words.slice(-2).join('')];
  if (words.some((word) => OTHER_WORDS.has(word)) || OTHER_FILE.test(text)) return undefined;
  if (wordsOf(text).some((word) => OTHER_WORDS.has(word))) return undefined;
  // FTP without encryption has a rule of its own.
  if (/^ftp:\/\//i.test(text)) return undefined;
  const register = registerIn(name) ?? (ends.some((end) => TARGETS.has(end)) ? registerStoreIn(name) : undefined);
  const isFolder = FOLDERS.has(last) && words.some((word) => WAYS.has(word));
  const isByKey = words.some((word, at) => FILE_WORDS.has(word) || FILE_WORDS.has(`${word}${words[at + 1] ?? ''}`));
  if (register && ends.some((end) => TARGETS.has(end)) && (isByKey || isFolder || isFileAddress(text))) return register;
  return isFileAddress(text) ? registerIn(text) : undefined;
}

/** `sftp://…`, a share of Windows, a folder that is mounted. */
function isFileAddress(text: string): boolean {
  return (
    /^(?:sftp|ftps|scp|smb|cifs):\/\//i.test(text) ||
    /^(?:\\\\|\/\/)[\w.-]+[\\/]/.test(text) ||
    /^\/(?:mnt|media|net|nfs)\//.test(text)
  );
}

/** Programs that carry files, and those that do it where a target is shared. */
export const FILE_PROGRAMS: ReadonlySet<string> = new Set(
  'scp sftp lftp ftp ncftpput ncftpget rsync smbclient pscp psftp winscp mutt mail mailx sendmail swaks s-nail'.split(
    ' ',
  ),
);
export const COPY_PROGRAMS: ReadonlySet<string> = new Set(
  'cp mv install copy xcopy robocopy inotifywait tee'.split(' '),
);

/** What mails tell of persons. */
export const PERSON_WORDS: ReadonlySet<string> = new Set(
  (
    'person personen name vorname vornamen nachname familienname geburtsname geburtsdatum geburtsort anschrift ' +
    'adresse strasse wohnort wohnung einwohner buerger halter familienstand staatsangehoerigkeit idnr umzug ' +
    'meldung meldungen datensatz datensaetze datei csv xml nachricht xmeld meldedaten'
  ).split(' '),
);
