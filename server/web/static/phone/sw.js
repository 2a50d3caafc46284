/* Shows the notifications of a ticket, and leads back to it; keeps nothing, answers no request. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = event.notification.data;
  event.waitUntil(self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((open) => {
    const same = open.find((one) => one.url === url);
    return same ? same.focus() : self.clients.openWindow(url);
  }));
});
