// News that rings: shown, opened, and stopped when somebody signs out. What a push carries is made by
// pyjama/notifications/push/messages.py; it holds nothing but what is shown, and where it leads.

const subscriptionHere = async () => (await registration.pushManager?.getSubscription()) ?? null;

// News of the same thing takes the place of what was shown of it before.
function showNews({ title, lang, ...news }) {
  return registration.showNotification(title, { body: news.body, lang, tag: news.tag, icon: site.push.icon, data: news });
}

// One of our windows shows it; which the person looked at last is the browser's first.
async function openNews({ url, open }) {
  const address = new URL(url, location).href;
  const isRead = open && postAsPerson(open, {}).catch(() => {});
  const [window] = await clients.matchAll({ type: "window" });
  const isShown = window && (await window.focus().then((focused) => focused.navigate(address)).catch(() => null));
  if (!isShown) await clients.openWindow(address);
  await isRead;
}

// What a form does, without one: with the safety key of whoever is signed in.
async function postAsPerson(address, fields) {
  const { token } = await (await fetch(site.sender)).json();
  const headers = { "X-CSRFToken": token };
  return fetch(address, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });
}

async function subscribeAgain() {
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: site.push.key });
  const { endpoint, keys } = subscription.toJSON();
  await postAsPerson(Object.values(site.languages)[0].devices, { endpoint, ...keys });
}

// A subscription belongs to one key of the site: with another one there has to be another.
async function followKey() {
  const present = await subscriptionHere();
  if (!present || asText(present.options.applicationServerKey) === site.push.key) return;
  await present.unsubscribe();
  await subscribeAgain();
}

const asText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// Who signs out may leave the device to somebody else.
async function stopRinging() {
  for (const shown of await registration.getNotifications()) shown.close();
  await (await subscriptionHere())?.unsubscribe();
}

addEventListener("push", (event) => {
  event.waitUntil(showNews(event.data.json()));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openNews(event.notification.data));
});

addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(subscribeAgain());
});
