"""Organisers' pages of news."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from events.event import actions
from events.event.access import event_page
from events.event.forms.content import NewsForm
from events.event.models import Event, NewsItem
from events.event.policies import can_edit_programme
from events.event.queries import all_news, find_news
from events.event.stale import differences
from events.event.views.blueprint import event as pages
from events.kit import clock
from events.kit.database import Stale
from events.kit.errors import Refused
from events.people.access import signed_in_account
from events.people.forms.pictures import keep_picture, picture_after


@pages.get("/organise/<event_slug>/news/")
@event_page(can_edit_programme)
def news(event: Event) -> ResponseReturnValue:
    return render_template("event/news.html", event=event, items=all_news(event.id))


@pages.get("/organise/<event_slug>/new-news")
@event_page(can_edit_programme)
def new_news(event: Event) -> ResponseReturnValue:
    return news_page(event, None, NewsForm.of(event, formdata=None))


@pages.post("/organise/<event_slug>/new-news")
@event_page(can_edit_programme)
def add_news(event: Event) -> ResponseReturnValue:
    form = NewsForm.of(event)
    if not form.validate():
        return news_page(event, None, form), 422
    try:
        details = form.details(event, None, picture_after(form, None))
    except Refused:
        return news_page(event, None, form), 422
    item = actions.add_news(event, details, now=clock.now(), account_id=signed_in_account().id)
    flash(_("The news has been saved as a draft. Publish it when it is ready."), "success")
    return redirect(url_for("event.news_item", event_slug=event.slug, news_slug=item.slug), 303)


@pages.get("/organise/<event_slug>/news/<news_slug>/")
@event_page(can_edit_programme)
def news_item(event: Event, news_slug: str) -> ResponseReturnValue:
    item = own_news(event, news_slug)
    return news_page(event, item, NewsForm.of(event, item, formdata=None))


@pages.post("/organise/<event_slug>/news/<news_slug>/")
@event_page(can_edit_programme)
def save_news(event: Event, news_slug: str) -> ResponseReturnValue:
    item = own_news(event, news_slug)
    form = NewsForm.of(event, item)
    if not form.validate():
        return news_page(event, item, form), 422
    try:
        _save(event, item, form)
    except Stale:
        theirs = differences(form, NewsForm.of(event, item, formdata=None))
        form.version.data = str(item.version)
        return news_page(event, item, form, theirs), 409
    except Refused:
        return news_page(event, item, form), 422
    flash(_("The news has been saved."), "success")
    return redirect(url_for("event.news_item", event_slug=event.slug, news_slug=item.slug), 303)


def _save(event: Event, item: NewsItem, form: NewsForm) -> None:
    if form.version.number != item.version:
        raise Stale(item)
    details = form.details(event, item, picture_after(form, item.picture_id))
    actions.edit_news(item, form.version.number, details, now=clock.now(), account_id=signed_in_account().id)


@pages.post("/organise/<event_slug>/news/<news_slug>/publication")
@event_page(can_edit_programme)
def publish_news(event: Event, news_slug: str) -> ResponseReturnValue:
    return _done(event, news_slug, actions.publish_news, _("The news is published."))


@pages.post("/organise/<event_slug>/news/<news_slug>/taking-back")
@event_page(can_edit_programme)
def take_back_news(event: Event, news_slug: str) -> ResponseReturnValue:
    words = _("The news is a draft again; the public no longer sees it.")
    return _done(event, news_slug, actions.take_back_news, words)


@pages.post("/organise/<event_slug>/news/<news_slug>/deletion")
@event_page(can_edit_programme)
def delete_news(event: Event, news_slug: str) -> ResponseReturnValue:
    actions.delete_news(own_news(event, news_slug), now=clock.now(), account_id=signed_in_account().id)
    flash(_("It has been deleted."), "success")
    return redirect(url_for("event.news", event_slug=event.slug), 303)


def own_news(event: Event, news_slug: str) -> NewsItem:
    return find_news(event.id, news_slug) or abort(404)


def news_page(
    event: Event, item: NewsItem | None, form: NewsForm, theirs: list[tuple[str, str, str]] | None = None
) -> str:
    keep_picture(form)
    return render_template("event/news_item.html", event=event, item=item, form=form, theirs=theirs)


def _done(event: Event, news_slug: str, act: Callable[..., None], words: str) -> ResponseReturnValue:
    act(own_news(event, news_slug), now=clock.now(), account_id=signed_in_account().id)
    flash(words, "success")
    return redirect(url_for("event.news_item", event_slug=event.slug, news_slug=news_slug), 303)
