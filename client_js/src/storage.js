/**
 * @typedef {{ vuid: string, deviceId: string, jwtIdentity?: string }} VisitorRecord
 *
 * @typedef {object} VisitorStorage
 * @property {string} key
 * @property {() => VisitorRecord | null} read
 * @property {(record: VisitorRecord) => void} write
 * @property {(isMeant: (record: VisitorRecord) => boolean) => void} forgetIdentity
 * @property {() => void} consentChanged
 * @property {() => Storage | null} shared what all tabs of the origin see, where it may be used
 */

const A_YEAR = 31_536_000;

/**
 * The visitor's record: local storage, else a cookie, else memory.
 * @param {object} of
 * @param {string} of.sid
 * @param {Window | undefined} of.page
 * @param {() => boolean} of.isAllowed whether anything may be stored
 * @returns {VisitorStorage}
 */
export function createStorage({ sid, page, isAllowed }) {
  const key = `iadvize-${sid}-vuid`;
  /** @type {VisitorRecord | null} */
  let memory = null;

  function localStorage() {
    try {
      return page?.localStorage ?? null;
    } catch {
      return null;
    }
  }

  /** @type {VisitorStorage} */
  const storage = {
    key,
    read() {
      const stored = isAllowed() ? readLocal(localStorage(), key) ?? readCookie(page, key) : null;
      return stored ?? memory;
    },
    write(record) {
      memory = record;
      if (!isAllowed()) return;
      const text = JSON.stringify(record);
      // In one place only: what is left in the other would be read some day, an identity that has logged out.
      if (writeLocal(localStorage(), key, text)) {
        if (readCookie(page, key)) writeCookie(page, key, '', 0);
        return;
      }
      writeLocal(localStorage(), key, null);
      writeCookie(page, key, text, A_YEAR);
    },
    forgetIdentity(isMeant) {
      if (memory && isMeant(memory)) memory = withoutIdentity(memory);
      const record = storage.read();
      if (record?.jwtIdentity && isMeant(record)) storage.write(withoutIdentity(record));
    },
    consentChanged() {
      if (isAllowed()) {
        if (memory) storage.write(memory);
        return;
      }
      memory = memory ?? readLocal(localStorage(), key) ?? readCookie(page, key);
      writeLocal(localStorage(), key, null);
      forgetLocal(localStorage(), `iadvize-${sid}-lease-`);
      writeCookie(page, key, '', 0);
    },
    shared: () => (isAllowed() ? localStorage() : null),
  };
  return storage;
}

/** @param {VisitorRecord} record @returns {VisitorRecord} */
function withoutIdentity({ vuid, deviceId }) {
  return { vuid, deviceId };
}

/** @param {string | null | undefined} text @returns {VisitorRecord | null} */
function recordOf(text) {
  try {
    const record = JSON.parse(text ?? 'null');
    return typeof record?.vuid === 'string' && typeof record.deviceId === 'string' ? record : null;
  } catch {
    return null;
  }
}

/** @param {Storage | null} place @param {string} key */
function readLocal(place, key) {
  try {
    return recordOf(place?.getItem(key));
  } catch {
    return null;
  }
}

/** @param {Storage | null} place @param {string} key @param {string | null} text */
function writeLocal(place, key, text) {
  try {
    if (text === null) place?.removeItem(key);
    else place?.setItem(key, text);
    return place !== null;
  } catch {
    return false;
  }
}

/** What the tabs have agreed on. @param {Storage | null} place @param {string} prefix */
function forgetLocal(place, prefix) {
  for (const name of Object.keys(place ?? {})) {
    if (name.startsWith(prefix)) writeLocal(place, name, null);
  }
}

/** @param {Window | undefined} page @param {string} key */
function readCookie(page, key) {
  try {
    const cookies = page?.document?.cookie.split('; ') ?? [];
    const cookie = cookies.find((pair) => pair.startsWith(`${key}=`));
    return cookie ? recordOf(decodeURIComponent(cookie.slice(key.length + 1))) : null;
  } catch {
    return null;
  }
}

/** @param {Window | undefined} page @param {string} key @param {string} text @param {number} seconds */
function writeCookie(page, key, text, seconds) {
  try {
    if (!page?.document) return;
    page.document.cookie = `${key}=${encodeURIComponent(text)}; path=/; max-age=${seconds}; samesite=lax`;
  } catch {
    // A sandboxed frame without an origin has no cookies either: memory has to do.
  }
}
