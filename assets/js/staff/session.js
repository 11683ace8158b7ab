/** Says in good time that the session is about to end, and stays with one press; every request of htmx counts too. */
export function warnBeforeTheEnd(form) {
  const { seconds, warnSeconds } = form.dataset;
  const wait = Math.max(0, seconds - warnSeconds) * 1000;
  let timer = 0;

  function restart() {
    form.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => (form.hidden = false), wait);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.ok && !answer.redirected) restart();
    else location.reload();
  });
  document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && restart());
  restart();
}
