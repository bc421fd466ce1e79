/** An identity that the brand's backend vouches for: its token is a JWE around a JWS. */
export interface SecuredAuthentication {
  type: 'SECURED_AUTHENTICATION';
  token: string;
}

/** No identity. Both spellings occur: the first in the vendor's docs, the second in its boxed tag. */
export interface AnonymousAuthentication {
  type: 'ANONYMOUS' | 'ANONYMOUS_AUTHENTICATION';
  token?: null;
}

export type AuthenticationOption = SecuredAuthentication | AnonymousAuthentication;

/** What a provider returns. */
export interface ProvidedAuthentication {
  authenticationOption: AuthenticationOption;
}

/** Called anew for each attempt and each renewal; it has to make a fresh token every time. */
export type AuthenticationProvider = () => ProvidedAuthentication | Promise<ProvidedAuthentication>;

/** Why an activation failed, in the vendor's words. */
export type Reason =
  | 'A valid authentication option must be provided'
  | 'An activation is already ongoing'
  | "Can't activate twice, please logout first"
  | 'A login is already ongoing'
  | 'Failed to fetch authentication with a server error'
  | 'Failed to authenticate visitor from credentials : the website is not correctly setup (null)';

export interface AuthenticationSuccess {
  option: AuthenticationOption;
  status: 'authentication-success';
}

export interface AuthenticationFailure {
  /** What the provider returned last; null where no provider ran, or where it returned nothing usable. */
  option: AuthenticationOption | null;
  status: 'authentication-failure';
  reason: Reason;
}

export interface ActivationResult {
  authentication: AuthenticationSuccess | AuthenticationFailure;
}

/** Where the chatbox stands, in CSS pixels; 0 × 0 says that it is gone. */
export interface Boundaries {
  width: number;
  height: number;
  left?: number;
  right?: number;
  bottom?: number;
}

/** The properties that can be read; the two consents can be set too. */
export interface Properties {
  'tag:version': 'LIGHT' | 'FULL';
  'visitor:cookiesConsent': boolean | null;
  'visitor:GDPRConsent': boolean | null;
  'conversation:id': string | null;
}

export type EditableProperty = 'visitor:cookiesConsent' | 'visitor:GDPRConsent';

/** The events and what their listeners get. */
export type Events = { [Name in keyof Properties as `${Name}Change`]: Properties[Name] } & {
  'app:boundariesChange': Boundaries;
};

/** The object that each pushed function gets. */
export interface IAdvize {
  /** Never rejects: a failure is a result too. */
  activate(
    provider: AuthenticationProvider,
    callback?: (result: ActivationResult) => void,
  ): Promise<ActivationResult>;
  /** Ends the session, here and in other tabs, and an ongoing activation. Never rejects. */
  logout(): Promise<void>;
  get<Name extends keyof Properties>(property: Name): Properties[Name];
  set<Name extends EditableProperty>(property: Name, value: Properties[Name]): void;
  on<Name extends keyof Events>(event: Name, listener: (value: Events[Name]) => void): void;
  off<Name extends keyof Events>(event: Name, listener: (value: Events[Name]) => void): void;
  navigate(url: string): void;
  recordTransaction(transaction: { id: string; amount: number; [field: string]: unknown }): void;
  help(): void;
}

/** What a page puts into `iAdvizeInterface.config`. */
export interface TagConfig {
  /** The site's id. Some pages have a number; the server gets a string. */
  sid: string | number;
  lang?: string;
  mode?: string;
  /** Store nothing until `visitor:cookiesConsent` is true. */
  useExplicitCookiesConsent?: boolean;
}

/** How a tag made by `offline` answers an activation. */
export type OfflineAnswer = 'success' | Reason;

declare const offlineServer: unique symbol;

/** Stands in for the server, without a network and without waiting. */
export interface OfflineServer {
  readonly [offlineServer]: true;
}

export interface CreateTagConfig extends TagConfig {
  /** The simulator's address, or `offline()`. */
  server: string | URL | OfflineServer;
  /** A page for the tag to live in: storage, callbacks and the chatbox. Without one it keeps to itself. */
  window?: object;
}

/** The `iAdvize` object that a page would get, for a unit test. */
export declare function createTag(config: CreateTagConfig): IAdvize;

/**
 * A server that answers at once and from memory. In a list, each `activate()` takes one item (its retries take
 * none), and the last one repeats.
 */
export declare function offline(options?: { answers?: OfflineAnswer | readonly OfflineAnswer[] }): OfflineServer;
