/** Files of a town's application with one defect each. */
export const RULE = 'encryption/no-disabled-certificate-check';

export const AGENT = `import { Agent } from 'node:https';

export const agent = new Agent({
  rejectUnauthorized: false,
});
`;

export const AGENT_CORRECTED = AGENT.replace('false', 'true');

export const COMPOSE = `services:
  meldewesen:
    image: registry.example/meldewesen:1.4
    environment:
      NODE_TLS_REJECT_UNAUTHORIZED: "0"
`;

/** Shaped like a password, and nowhere else in the project. */
export const SECRET = 'Rathaus-4711-Kelle!';

export const PASSWORD = `import { Pool } from 'pg';

export const pool = new Pool({
  host: 'db.stadt.example',
  ssl: { ca: process.env.DB_CA },
  user: 'meldewesen',
  password: '${SECRET}',
});
`;

/** A second certificate check that is switched off, in one text with the first. */
export const TWO_AGENTS = `${AGENT}
export const second = new Agent({ rejectUnauthorized: false });
`;

export const DOOR_RULE = 'mfa/require-second-factor-on-admin-route';

/** A door whose guard stands in another file. */
export const DOOR = `import express from 'express';
import { requireSecondFactor } from './guards';

const app = express();
app.put('/admin/benutzer/:kennung/rolle', requireSecondFactor, (_req, res) => res.end());
`;

export const GUARD = `export function requireSecondFactor(req, res, next) {
  return req.session?.mfaVerified === true ? next() : res.sendStatus(403);
}
`;

/** The same guard asks for a sign-in only. */
export const WEAK_GUARD = GUARD.replace('mfaVerified === true', 'userId');
