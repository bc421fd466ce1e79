/**
 * The conversation that a link from another domain of the brand carries on: `?idzconvid=<conversation id>`.
 * @param {string | undefined} url @returns {string | null}
 */
export function conversationInAddress(url) {
  try {
    return new URL(url ?? '').searchParams.get('idzconvid');
  } catch {
    return null;
  }
}

/**
 * The brand's own customer id, which must not be used together with authentication.
 * @param {Window | undefined} page @returns {string | null}
 */
export function extIdOf(page) {
  const extId = page?.idzCustomData?.['extID'];
  return extId === undefined || extId === null || extId === '' ? null : String(extId);
}
