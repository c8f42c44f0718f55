import type { Finding, Language } from './finding.ts';
import type { Place } from './text-range.ts';

type Words = Readonly<Record<Language, string>>;

/** A place with what stands there: a namespace, a host, a name. Never a whole address, which may hold a password. */
export interface Sight extends Place {
  readonly what: string;
}

export const IDENTIFIERS = ['IdNr', 'AGS', 'ARS'] as const;
export type Identifier = (typeof IDENTIFIERS)[number];

/** One way in which a project reaches one register. */
export interface RegisterAccess {
  /** Undefined where only the transport shows, and not where it leads. */
  readonly register?: { readonly id: string; readonly name: Words };
  readonly way: {
    readonly id: string;
    readonly name: Words;
    /** `standard`: messages and services that are laid down; `past`: ways of its own; `unclear`: only names speak of it. */
    readonly kind: 'standard' | 'past' | 'unclear';
  };
  /** Releases of the standard that are named, sorted as they are found. */
  readonly versions: readonly string[];
  /** What carries it: `OSCI-Transport`, `XTA 2`, `https`, `http`. */
  readonly transports: readonly string[];
  readonly identifiers: readonly Identifier[];
  /** Where the same files speak of consent, of a log of retrievals, and of their purpose. */
  readonly consent: readonly Sight[];
  readonly log: readonly Sight[];
  readonly purpose: readonly Sight[];
  readonly sights: readonly Sight[];
}

export type ReadinessStatus = 'met' | 'partly' | 'not-met' | 'unseen';

/** What a person has said about a criterion in `fachlint.json`. */
export interface Declaration {
  readonly status: Exclude<ReadinessStatus, 'unseen'>;
  readonly note?: string | undefined;
}

/** A criterion of the readiness check with what the project shows of it. */
export interface ReadinessResult {
  /** From 1, as they are counted in the document. */
  readonly number: number;
  readonly title: Words;
  readonly question: Words;
  readonly step: Words;
  readonly status: ReadinessStatus;
  /** Shown beside what is seen, never in its place. */
  readonly declared?: Declaration;
  readonly evidence: readonly Sight[];
  readonly findings: readonly Finding[];
}

/** What a survey of registers has found. */
export interface Inventory {
  readonly accesses: readonly RegisterAccess[];
  readonly readiness: readonly ReadinessResult[];
}
