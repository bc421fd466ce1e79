/**
 * The conversation that a link from another domain of the brand carries on: `?idzconvid=<conversation id>`.
 * @param {string | undefined} url @param {string} [base] the page's, where the address may be relative
 * @returns {string | null}
 */
export function conversationInAddress(url, base) {
  try {
    return new URL(url ?? '', base).searchParams.get('idzconvid');
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
