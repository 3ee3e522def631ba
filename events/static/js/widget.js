// The next talks of an event, put into somebody else's page right behind this script's own element.
"use strict";

(() => {
  const script = document.currentScript;
  const source = new URL(script.src);
  const address = new URL(source.pathname.replace(/widget\.js$/, "widget"), source.origin);
  for (const name of ["n", "lang"]) {
    if (script.dataset[name]) address.searchParams.set(name, script.dataset[name]);
  }
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "Programme";
  frame.width = "100%";
  frame.height = "480";
  frame.frameBorder = "0";
  frame.loading = "lazy";
  window.addEventListener("message", (message) => {
    if (message.source !== frame.contentWindow || message.origin !== source.origin) return;
    const height = Number(message.data && message.data.estrade);
    if (height > 0) frame.height = String(Math.min(Math.ceil(height), 5000));
  });
  script.after(frame);
})();
