/** What the control API answers, as far as the pages read it. */

export type Outcome = 'passed' | 'failed' | 'warning' | 'skipped';

export interface Check {
  name: string;
  outcome: Outcome;
  code: string | null;
  message: string;
  hint: string | null;
  found: unknown;
  expected: unknown;
}

export interface AlsoFound {
  check: string;
  code: string;
  message: string;
  hint: string | null;
}

export interface Verdict {
  accepted: boolean;
  code: string | null;
  reason: string | null;
  checks: Check[];
  alsoFound: AlsoFound[];
  userId: string | null;
  visitorData: Record<string, string> | null;
  issuer: string | null;
  expiresAt: number | null;
  jweHeader: object | null;
  jwsHeader: object | null;
  claims: object | null;
}

export interface Attempt {
  id: string;
  at: number;
  siteId: string;
  kind: 'activation' | 'renewal';
  activationId: string | null;
  attempt: number;
  status: number;
  accepted: boolean;
  code: string | null;
  reason: string | null;
  userId: string | null;
  fault: string | null;
  sessionId: string | null;
  token: string | null;
  verdict: Verdict | null;
  durationMs: number | null;
  checksMs: Record<string, number> | null;
  brandKey: string | null;
  iadvizeKey: string | null;
}

export interface Session {
  id: string;
  identity: string;
  visitorId: string;
  userId: string | null;
  expiresAt: number | null;
  state: 'active' | 'expired' | 'revoked' | 'closed';
}

export interface Site {
  siteId: string;
  name: string;
  authenticationEnabled: boolean;
  brandPublicKeys: string[];
  sessionLifetimeSeconds: number;
  retries: number;
  verdicts: 'explained' | 'opaque';
  requireApiToken: boolean;
  rules: { leewaySeconds: number; requireExp: boolean };
}

export interface Clock {
  now: number;
  frozen: boolean;
}

export interface Mistake {
  code: string;
  line: string;
  check: string;
  severity: 'failure' | 'warning';
  inToken: boolean;
}

export interface MistakeInFull extends Mistake {
  fix: { title: string; snippets: { label: string; code: string }[] } | null;
}

export interface Message {
  id: string;
  author: 'visitor' | 'advisor';
  text: string;
  at: number;
}

export interface Conversation {
  id: string;
  visitorId: string;
  state: 'open' | 'closed';
  channel: string;
  secured: boolean;
  openedAt: number;
  messages: Message[];
}
