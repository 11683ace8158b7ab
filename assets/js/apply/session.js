/**
 * Says in good time that the session is about to end, and stays with one press. What was typed stays on the page
 * whatever happens: when the session is over already, the form opens its answer in a tab of its own.
 */
export function warnBeforeTheEnd(form) {
  const { seconds, warnSeconds } = form.dataset;
  const wait = Math.max(0, seconds - warnSeconds) * 1000;
  let timer = 0;

  function restart() {
    form.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => (form.hidden = false), wait);
  }

  form.target = "_blank";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    if (answer?.ok) restart();
    else form.submit();
  });
  restart();
}
