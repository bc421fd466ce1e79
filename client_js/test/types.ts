// Never run: `tsc` says whether the types are what somebody who uses the package relies on.
import { createTag, offline } from 'iadvize-simulator-tag';
import type { ActivationResult, IAdvize, OfflineAnswer } from 'iadvize-simulator-tag';
import type {} from 'iadvize-simulator-tag/page';

const tag: IAdvize = createTag({ sid: 4711, server: offline(), lang: 'en', useExplicitCookiesConsent: true });
createTag({ sid: 'bank', server: 'http://127.0.0.1:8787' });
createTag({ sid: 'bank', server: new URL('http://127.0.0.1:8787') });
offline({ answers: ['success', "Can't activate twice, please logout first"] satisfies OfflineAnswer[] });

const { authentication }: ActivationResult = await tag.activate(async () => ({
  authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e' },
}));
if (authentication.status === 'authentication-failure') console.log(authentication.reason, authentication.option?.type);
else console.log(authentication.option.type);
await tag.activate(() => ({ authenticationOption: { type: 'ANONYMOUS' } }), (result) => console.log(result.authentication.status));
await tag.activate(() => ({ authenticationOption: { type: 'ANONYMOUS_AUTHENTICATION', token: null } }));

const id: string | null = tag.get('conversation:id');
tag.set('visitor:GDPRConsent', null);
tag.on('app:boundariesChange', ({ width, left = 0 }) => console.log(width + left, id));
tag.on('visitor:cookiesConsentChange', (consent: boolean | null) => console.log(consent));

window.iAdvizeInterface?.push((iAdvize) => iAdvize.navigate('/next'), async (iAdvize) => iAdvize.logout());
window.iAdvizeCallbacks = { onChatStarted: ({ id: chat, vuid }) => console.log(chat.toFixed(), vuid) };

// @ts-expect-error: a server is needed
createTag({ sid: 'bank' });
// @ts-expect-error: not any string is an answer
offline({ answers: 'sucess' });
// @ts-expect-error: a secured option has a token
void tag.activate(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION' } }));
// @ts-expect-error: read only
tag.set('conversation:id', 'x');
