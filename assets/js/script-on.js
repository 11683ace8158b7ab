// Tells the style sheet that scripts run: what needs one is shown only now.
document.documentElement.classList.add("js");
