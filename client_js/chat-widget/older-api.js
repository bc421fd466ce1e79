/**
 * @import { ChatWidget } from './element.js'
 */

/**
 * `spartezSupportChat.sso`, as older pages call it. Documented: its login and logout, and that it is ready in initCallback.
 * @param {Window} page @param {ChatWidget} widget
 */
export function offerOlderApi(page, widget) {
  const older = (page.spartezSupportChat ??= {});
  older.sso = {
    login: (token) => widget.loginWithToken(token),
    logout: () => widget.logout(),
  };
  try {
    older.initCallback?.();
  } catch (reason) {
    console.error('[iadvize-simulator] initCallback threw:', reason);
  }
}
