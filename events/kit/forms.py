"""What all forms of the pages are made from."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict


class Form(FlaskForm):
    """A form with its CSRF token, which reads what browsers send and no JSON.

    A file is taken by a file field only: sent in the place of words it is nothing.
    """

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if request.method != "POST":
                return None
            wanted = {field.name for field in form if isinstance(field, FileField)}
            files = MultiDict((name, file) for name, file in request.files.items(multi=True) if name in wanted)
            words = MultiDict((name, typed) for name, typed in request.form.items(multi=True) if name not in wanted)
            return CombinedMultiDict([files, words]) if files or words else None
