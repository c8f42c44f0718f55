/** How long a key is by what it is called: numbers, curves, groups, specifications of clouds. Limits of BSI TR-02102-1. */

export type KeyKind = 'rsa' | 'rsaDefault' | 'curve' | 'dh' | 'dsa' | 'symmetric';

export interface KeyProblem {
  readonly kind: KeyKind;
  readonly bits: number;
  readonly name: string;
  /** Within reach of attackers today, not only below what is recommended. */
  readonly isBroken: boolean;
}

const LEAST_RSA = 3000;
const BROKEN_RSA = 2048;
const LEAST_CURVE = 250;

/** A modulus that is too short; numbers below any modulus and above the limit are none. */
export function shortRsa(bits: number, kind: KeyKind = 'rsa'): KeyProblem | undefined {
  return bits >= 256 && bits < LEAST_RSA ? { kind, bits, name: '', isBroken: bits < BROKEN_RSA } : undefined;
}

const GROUPS: ReadonlyMap<string, number> = new Map([
  ['modp1', 768],
  ['modp2', 1024],
  ['modp5', 1536],
  ['modp14', 2048],
]);

/** Bits of a named group of Diffie-Hellman. */
export function groupBits(name: string): number | undefined {
  return GROUPS.get(name.toLowerCase());
}

/** A curve, group or specification whose name says that it is too short. */
export function shortCurve(name: string, kind: string): KeyProblem | undefined {
  const group = kind === 'dh' ? groupBits(name) : undefined;
  if (group !== undefined) return shortRsa(group, 'dh');
  const specified = /^(?:RSA|rsa)[_-]?(\d{4})$/.exec(name)?.[1];
  if (specified !== undefined) return shortRsa(Number(specified));
  const bits = curveBits(name);
  return bits !== undefined && bits < LEAST_CURVE ? { kind: 'curve', bits, name, isBroken: bits < 200 } : undefined;
}

function curveBits(name: string): number | undefined {
  const number = /^(?:secp|sect|prime|brainpoolP|c2[pt]nb|nistp?|[PKB]-|p)(\d{2,3})(?:[kvrtw]\d{0,3}|$)/i.exec(
    name,
  )?.[1];
  if (number !== undefined) return Number(number);
  if (/^wap-wsg-idm-ecid-wtls\d+$/i.test(name)) return 163;
  return /^Oakley-EC2N-[34]$/i.test(name) ? 155 : undefined;
}
