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
  /** Of a brief one that was accepted: the code of its first warning. */
  warning?: string | null;
}

export interface Span {
  start: number;
  end: number;
  label: string;
  outcome: string;
}

export interface Part {
  number: string;
  name: string;
  characters: number | null;
  note: string;
  lines: { text: string; spans: Span[]; remark: string }[];
  outcome: string | null;
}

export interface Fix {
  title: string;
  snippets: { label: string; code: string; crucial?: string[] }[];
}

export interface Explanation {
  at: number;
  verdict: Verdict;
  anatomy: { title: string; parts: Part[] } | null;
  fix: Fix | null;
}

export interface KeyReport {
  serves: boolean;
  what: string;
  form: string | null;
  bits: number | null;
  thumbprint: string | null;
  pem: string | null;
  code: string | null;
  message: string | null;
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
  /** Whose system the site belongs to; where it is not said, iAdvize's. */
  provider?: string;
  /** Of a Chat for JSM project. */
  secretKeyFingerprint?: string | null;
  name: string;
  authenticationEnabled: boolean;
  brandPublicKeys: string[];
  sessionLifetimeSeconds: number;
  retries: number;
  retryDelaysMs: number[];
  verdicts: 'explained' | 'opaque';
  requireApiToken: boolean;
  rules: { leewaySeconds: number; requireExp: boolean };
}

export type SiteFields = Partial<Site>;

export interface NewSite extends Site {
  brandPrivateKey?: string;
  secretKey?: string;
}

export interface Mode {
  name: string;
  tagSees: string;
  pageGets: string;
  delays: boolean;
}

export interface Fault {
  name: string;
  times: number | null;
  userId: string | null;
  delayMs: number;
  after: number;
}

export interface Step {
  do: string;
  say?: string;
  [field: string]: unknown;
}

export interface Scenario {
  name: string;
  title: string;
  about: string;
  steps: Step[];
}

export interface ScenarioRun extends Omit<Scenario, 'name'> {
  id: string;
  name: string | null;
  state: 'running' | 'done' | 'stopped' | 'failed';
  position: number;
  problem: string | null;
}

export interface KnownVisitor {
  visitorId: string;
  userId: string | null;
  authenticated: boolean;
  visitorData: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  session: Session | null;
  extId: string | null;
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
  fix: Fix | null;
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
