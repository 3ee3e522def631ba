// While something is worked out: shows how far it is, and the whole page anew once it is done.
setInterval(async () => {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.getElementById("progress");
  if (news) {
    document.getElementById("progress").replaceChildren(...news.childNodes);
  } else {
    location.reload();
  }
}, 2000);
