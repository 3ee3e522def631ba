// Where the reader lives by another clock than the event, says what hers shows.
"use strict";

const clockIn = (moment, zone) =>
  Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", hour: "numeric", minute: "2-digit" })
      .formatToParts(moment)
      .map((part) => [part.type, part.value]),
  );

const inWords = (clock) => {
  if (document.documentElement.lang === "fr") {
    return `${Number(clock.hour)}\u202fh${clock.minute === "00" ? "" : `\u202f${clock.minute}`}`;
  }
  const minutes = clock.minute === "00" ? "" : `:${clock.minute}`;
  return `${clock.hour % 12 || 12}${minutes}\u00a0${clock.hour < 12 ? "am" : "pm"}`;
};

for (const line of document.querySelectorAll("[data-zone]")) {
  const moment = new Date(line.dataset.at);
  const theirs = clockIn(moment, line.dataset.zone);
  const own = clockIn(moment);
  if (`${own.weekday} ${own.hour}:${own.minute}` !== `${theirs.weekday} ${theirs.hour}:${theirs.minute}`) {
    line.append(` ${line.dataset.theirs.replace("{hour}", inWords(own))}`);
    line.hidden = false;
  }
}
