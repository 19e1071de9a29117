"""Types a text into every text field of a PDF, as a viewer does: fill.py IN.pdf OUT.pdf TEXT. Poppler sets it in the field's own font."""
import pathlib
import sys

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402  (the version must be named before)

source, target, text = sys.argv[1:]
document = Poppler.Document.new_from_file(pathlib.Path(source).resolve().as_uri(), None)
typed = 0
for page in range(document.get_n_pages()):
    for mapping in document.get_page(page).get_form_field_mapping():
        if mapping.field.get_field_type() == Poppler.FormFieldType.TEXT:
            mapping.field.text_set_text(text)
            typed += 1
document.save(pathlib.Path(target).resolve().as_uri())
print(typed)
