/** What the pages of a review say in German; the English words have the same shape, or the types do not fit. */
export const GERMAN = {
  report: 'Prüfbericht',
  reportOf: 'Prüfbericht zur Sicherheit des Fachverfahrens',
  pages: {
    summary: 'Zusammenfassung',
    overview: 'Übersicht',
    findings: 'Befunde',
    doors: 'Türen',
    registers: 'Register',
    readiness: 'Anschluss an das NOOTS',
    norms: 'Normen',
    decisions: 'Entscheidungen',
    notJudged: 'Nicht beurteilt',
    signatures: 'Unterschriften',
  },
  contents: 'Inhalt',
  cover: {
    project: 'Fachverfahren',
    commit: 'Stand',
    changed: 'mit Änderungen, die nicht im Commit enthalten sind',
    noCommit: 'Der Ordner liegt in keinem Git-Repository.',
    date: 'Datum des Stands',
    noDate: 'nicht bekannt',
    tool: 'Werkzeug',
    rules: 'Regelstand',
    ruleCount: (count: number, state: string) => `${String(count)} Regeln, Kennung ${state}`,
    scope: 'Umfang',
    whole: 'das ganze Projekt',
    files: (files: number, parsed: number) =>
      `${files === 1 ? '1 Datei' : `${String(files)} Dateien`} gesichtet, davon ${String(parsed)} im Einzelnen ausgewertet`,
    since: (commit: string) => `nur, was seit dem Commit ${commit} neu ist`,
    note: 'Der Bericht beruht allein auf Quelltext und Konfiguration. Er ersetzt weder einen Penetrationstest noch eine Abnahme. Zugangsdaten aus dem Projekt stehen nicht darin.',
  },
  summary: {
    clean: (files: number) => `In ${files === 1 ? '1 Datei' : `${String(files)} Dateien`} ist kein Befund offen.`,
    open: (count: number, severities: string, files: number) =>
      `${count === 1 ? 'Offen ist 1 Befund' : `Offen sind ${String(count)} Befunde`} (${severities}) in ${files === 1 ? '1 Datei' : `${String(files)} Dateien`}.`,
    production: (count: number) =>
      count === 1
        ? '1 davon betrifft ausdrücklich die Produktion.'
        : `${String(count)} davon betreffen ausdrücklich die Produktion.`,
    settled: (count: number) =>
      count === 1
        ? 'Zu 1 Befund liegt eine gültige Entscheidung vor.'
        : `Zu ${String(count)} Befunden liegt eine gültige Entscheidung vor.`,
    lapsed: (count: number) =>
      count === 1
        ? '1 Entscheidung gilt nicht mehr oder ist noch nicht bestätigt; der Befund zählt als offen.'
        : `${String(count)} Entscheidungen gelten nicht mehr oder sind noch nicht bestätigt; die Befunde zählen als offen.`,
    suppressed: (count: number) =>
      count === 1
        ? '1 Befund ist im Quelltext mit Begründung unterdrückt.'
        : `${String(count)} Befunde sind im Quelltext mit Begründung unterdrückt.`,
    fixable: (count: number) =>
      count === 1
        ? 'Für 1 davon liegt eine Korrektur bereit.'
        : `Für ${String(count)} davon liegt eine Korrektur bereit.`,
    doors: (count: number, open: number, unknown: number) =>
      `Die Anwendung hat ${count === 1 ? '1 Tür' : `${String(count)} Türen`} nach außen: ${open === 0 ? 'keine' : String(open)} ohne jede Anmeldung${unknown === 0 ? '' : `, ${String(unknown)} mit ungeklärtem Schutz`}.`,
    sensitive: (count: number) =>
      count === 1
        ? 'Durch 1 Tür lässt sich ohne zweiten Faktor ein folgenreicher Vorgang auslösen oder die Verwaltung erreichen.'
        : `Durch ${String(count)} Türen lassen sich ohne zweiten Faktor folgenreiche Vorgänge auslösen oder die Verwaltung erreichen.`,
    registers: (count: number, past: number) =>
      `Gefunden ${count === 1 ? 'ist 1 Zugriff' : `sind ${String(count)} Zugriffe`} auf öffentliche Register${past === 0 ? '' : `, davon ${String(past)} am vorgesehenen Standard vorbei`}.`,
    notJudged: (count: number) =>
      count === 1
        ? '1 Datei konnte nicht oder nicht ganz beurteilt werden.'
        : `${String(count)} Dateien konnten nicht oder nicht ganz beurteilt werden.`,
    crashed: 'Der Bericht ist unvollständig: Ein Teil der Prüfung ist wegen eines Fehlers in Fachlint abgebrochen.',
    absent: (count: number) =>
      count === 1 ? '1 früherer Befund ist behoben.' : `${String(count)} frühere Befunde sind behoben.`,
    first: 'Was zuerst zu tun ist',
    places: (count: number) => (count === 1 ? '1 Stelle' : `${String(count)} Stellen`),
  },
  risk: {
    encryption: 'Daten können mitgelesen oder verändert werden.',
    credentials: 'Wer den Quelltext sieht, kann sich Zugang verschaffen.',
    mfa: 'Ein gestohlenes Passwort genügt.',
    register: 'Register werden nicht so erreicht, wie es vorgeschrieben ist.',
    suppression: 'Befunde sind ohne gültigen Grund stummgeschaltet.',
  } as Readonly<Record<string, string>>,
  status: {
    open: 'offen',
    expired: 'Entscheidung abgelaufen',
    unconfirmed: 'Bestätigung fehlt',
    planned: 'eingeplant',
    'accepted-risk': 'Risiko akzeptiert',
    'false-positive': 'Fehlalarm',
    known: 'bekannt',
    suppressed: 'unterdrückt',
  },
  confidence: { high: 'hoch', medium: 'mittel', low: 'gering' },
  stage: { production: 'Produktion', test: 'Test', local: 'Entwicklung', unknown: 'ohne Angabe' },
  column: {
    number: 'Nr.',
    severity: 'Stufe',
    category: 'Kategorie',
    finding: 'Befund',
    advice: 'Was zu tun ist',
    place: 'Stelle',
    stage: 'Umgebung',
    status: 'Status',
    confidence: 'Sicherheit',
    norms: 'Normen',
    rule: 'Regel',
    control: 'Anforderung',
    title: 'Inhalt',
    result: 'Ergebnis',
    open: 'Offen',
    settled: 'Entschieden',
    total: 'Gesamt',
    decision: 'Entscheidung',
    reason: 'Begründung',
    by: 'Entschieden von',
    confirmedBy: 'Bestätigt von',
    until: 'Gilt bis',
    path: 'Pfad',
    method: 'Methode',
    verdict: 'Urteil',
    purpose: 'Zweck',
    guards: 'Davor',
    handler: 'Funktion',
    missing: 'Was fehlt',
    date: 'Zeitpunkt',
    name: 'Name, Funktion',
    signature: 'Unterschrift',
  },
  findings: {
    none: 'Es ist kein Befund offen.',
    noneHelp:
      'Geprüft wird auf fehlende Verschlüsselung, fest eingetragene Zugangsdaten, fehlende zweite Faktoren und Register, die am Standard vorbei erreicht werden.',
    why: 'Warum das zählt',
    openIn: (category: string) => `Offene Befunde: ${category}`,
  },
  doors: {
    none: 'Keine Türen gefunden',
    noneHelp:
      'Kein Server in diesem Projekt meldet eine Route an. Das ist richtig, wenn es nur Oberfläche oder Konfiguration enthält. Sonst kennt Fachlint das Rahmenwerk nicht; eigene Schutzfunktionen lassen sich in fachlint.json unter „guards“ angeben.',
    intro:
      'Jede Tür ist eine Adresse, unter der die Anwendung von außen zu erreichen ist. Das Urteil sagt, was sie verlangt, bevor sie sich öffnet.',
    table: 'Tabelle',
    tree: 'Baum',
    map: 'Zeichnung',
    mapOf: 'Zeichnung der Türen: Jede Linie führt von außen zu einer Adresse; ein Tor steht, wo etwas verlangt wird.',
    outside: 'außen',
    legend:
      'Ein Tor steht, wo etwas verlangt wird. Raute: Verwaltung oder folgenreicher Vorgang. Gestrichelt: Schutz ungeklärt.',
    more: (count: number) =>
      count === 1 ? '1 weitere Tür steht in der Tabelle.' : `${String(count)} weitere Türen stehen in der Tabelle.`,
  },
  registers: {
    none: 'Kein Register berührt',
    noneHelp:
      'Nichts in diesem Projekt erreicht ein öffentliches Register oder spricht einen seiner Standards. Eigene Zugänge lassen sich in fachlint.json unter „registers“ angeben; danach erscheinen hier auch die Kriterien für den Anschluss an das NOOTS.',
    readinessNone: 'Weil kein Register berührt wird, lässt sich kein Kriterium am Quelltext beurteilen.',
    places: 'Stellen',
    show: (count: number) => (count === 1 ? '1 Stelle' : `${String(count)} Stellen`),
  },
  norms: {
    intro:
      'Von der Norm her gesehen: was Fachlint davon prüft und mit welchem Ergebnis. „Geprüft, nichts offen“ ist kein Nachweis, dass die Anforderung im Ganzen erfüllt ist.',
    state: {
      open: 'Befunde offen',
      clean: 'geprüft, nichts offen',
      partly: 'teilweise geprüft, nichts offen',
      unchecked: 'nicht geprüft',
    },
    beyondTools: 'durch kein Werkzeug prüfbar',
    edition: (edition: string) => `Ausgabe ${edition}`,
    source: 'Quelle',
  },
  decisions: {
    none: 'Bisher ist nichts entschieden',
    noneHelp:
      'Entscheidungen stehen in fachlint-decisions.json. Im Editor trifft man sie über „Entscheiden“ an einem Befund, im Terminal mit „fachlint decide“.',
    intro: 'Jede Entscheidung nennt Grund und Person. Was abgelaufen oder nicht bestätigt ist, zählt wieder als offen.',
    state: {
      holds: 'gilt',
      expired: 'abgelaufen',
      unconfirmed: 'Bestätigung fehlt',
      stale: 'passt zu keinem Befund mehr',
    },
    unlimited: 'unbefristet',
    nobody: 'niemand genannt',
    notNeeded: 'nicht nötig',
    noReason: 'ohne Begründung',
  },
  notJudged: {
    none: 'Alles wurde beurteilt',
    noneHelp: 'Keine Datei wurde ausgelassen, und bei jeder Tür ist zu sehen, was sie verlangt.',
    intro: 'Wozu Fachlint sich nicht äußert. Was hier steht, ist weder gut noch schlecht, sondern ungeprüft.',
    files: 'Dateien',
    routes: 'Türen mit ungeklärtem Schutz',
    values: 'Werte, deren Ziel nicht zu erkennen ist',
    unclear: 'Nur Namen sprechen von einem Register; ob und wie es erreicht wird, ist nicht zu sehen.',
    noneOfKind: 'keine',
  },
  overview: {
    byCategory: 'Offene Befunde nach Kategorie',
    byStage: 'Offene Befunde nach Umgebung',
    byStatus: 'Alle Befunde nach Status',
    course: 'Verlauf der letzten Prüfungen',
    courseNone: 'Der Verlauf beginnt mit der nächsten Prüfung, bei der sich etwas ändert.',
    courseOf: (from: number, to: number) => `Offene Befunde: zuerst ${String(from)}, zuletzt ${String(to)}.`,
  },
  signatures: {
    intro:
      'Mit der Unterschrift wird bestätigt, dass der Bericht zur Kenntnis genommen wurde und die Entscheidungen darin mitgetragen werden.',
    roles: ['Fachverantwortung', 'Entwicklung', 'Informationssicherheit', 'Datenschutz'],
    role: 'Rolle',
    place: 'Ort, Datum',
    remarks: 'Bemerkungen',
  },
  page: 'Seite',
  of: 'von',
};

export type PageTexts = typeof GERMAN;
