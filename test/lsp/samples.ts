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
