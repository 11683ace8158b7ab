const PATIENCE = { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 };
const DECIMALS = 6;

/** Asks for the position only when the button is pressed, and puts it into the two fields it names. */
export function offerPosition(button) {
  if (!navigator.geolocation) {
    button.hidden = true;
    return;
  }
  const answer = document.createElement("p");
  answer.className = "small";
  answer.setAttribute("role", "status");
  button.after(answer);

  function found({ coords }) {
    fill(button.dataset.lat, coords.latitude);
    fill(button.dataset.lon, coords.longitude);
    answer.textContent = button.dataset.done;
    if ("submit" in button.dataset) button.form.requestSubmit();
  }

  button.addEventListener("click", () => {
    answer.textContent = button.dataset.waiting;
    navigator.geolocation.getCurrentPosition(found, () => (answer.textContent = button.dataset.refused), PATIENCE);
  });
}

function fill(id, degrees) {
  const field = document.getElementById(id);
  field.value = degrees.toFixed(DECIMALS);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
