import pytest
from django.template import Engine

from message_sources import Message, MessageError, python_messages, sightings, template_messages

ENGINE = Engine(builtins=["django.templatetags.i18n"])


def in_template(source: str) -> list[Message]:
    return list(template_messages(source, engine=ENGINE))


def test_python_messages_are_found_under_every_function_and_alias():
    source = """
from django.utils import translation
from django.utils.translation import gettext as _, gettext_noop, ngettext_lazy as counted
from django.utils.translation import npgettext, pgettext_lazy
TITLE = pgettext_lazy("month", "May")
_("Walk " "on")
gettext_noop("Kept")
counted("%(count)s pebble", "%(count)s pebbles", "count")
npgettext("stone", "One", "Many", 3)
translation.gettext("Far")
"""
    assert list(python_messages(source)) == [
        Message("May", context="month"),
        Message("Walk on"),
        Message("Kept"),
        Message("%(count)s pebble", plural="%(count)s pebbles"),
        Message("One", context="stone", plural="Many"),
        Message("Far"),
    ]


def test_python_message_given_by_a_variable_is_passed_over():
    assert list(python_messages("from django.utils.translation import gettext\ngettext(code)")) == []


def test_python_message_of_the_terminal_is_found():
    assert list(python_messages("from poucet.cli.language import _\n_('Done')")) == [Message("Done")]


def test_python_function_of_another_module_is_no_message():
    assert list(python_messages("from elsewhere import gettext\ngettext('Hello')")) == []


@pytest.mark.parametrize("argument", ["f'Hello {name}'", "'Hello ' + name", "'Hello %s' % name"])
def test_python_message_computed_on_the_spot_is_refused(argument):
    with pytest.raises(MessageError):
        list(python_messages(f"from django.utils.translation import gettext\ngettext({argument})"))


def test_translate_tag_gives_its_context_and_doubles_percent_signs():
    source = (
        """{% translate "It's 5 % more" %}{% trans 'Open' context "door" as word %}{% translate name %}"""
    )
    assert in_template(source) == [Message("It's 5 %% more"), Message("Open", context="door")]


def test_blocktranslate_is_read_as_django_asks_for_it():
    source = """{% blocktranslate trimmed with name=pebble.name %}
      Laid by {{ name }}
      at 100 %
    {% endblocktranslate %}"""
    assert in_template(source) == [Message("Laid by %(name)s at 100 %%")]


def test_blocktranslate_with_count_gives_its_plural_and_context():
    source = (
        '{% blocktranslate count n=total context "path" asvar text %}{{ n }} pebble'
        "{% plural %}{{ n }} pebbles{% endblocktranslate %}"
    )
    assert in_template(source) == [Message("%(n)s pebble", context="path", plural="%(n)s pebbles")]


def test_messages_are_found_in_every_branch_and_block():
    source = """{% extends "page.html" %}{% block main %}
    {% if a %}{% translate "A" %}{% elif b %}{% translate "B" %}{% else %}{% translate "C" %}{% endif %}
    {% for x in y %}{% translate "D" %}{% empty %}{% translate "E" %}{% endfor %}
    {% with z=1 %}{% translate "F" %}{% endwith %}{% comment %}{% translate "Never" %}{% endcomment %}
    {% endblock %}"""
    assert [message.text for message in in_template(source)] == ["A", "B", "C", "D", "E", "F"]


def test_literals_in_tags_and_variables_are_messages():
    source = """{{ title|default:_("Untitled") }}{% include "x.html" with label=_('100 %') %}"""
    assert in_template(source) == [Message("Untitled"), Message("100 %%")]


def test_sightings_cover_python_and_templates_and_name_the_file_at_fault(tmp_path):
    templates = tmp_path / "town" / "templates" / "town"
    templates.mkdir(parents=True)
    (templates / "home.html").write_text('{% translate "Home" %}')
    (tmp_path / "town" / "acts.py").write_text(
        "from django.utils.translation import gettext\ngettext('Done')\ngettext(f'{x}')"
    )
    found = sightings(tmp_path, engine=ENGINE)
    assert next(found).place == "town/acts.py"
    with pytest.raises(MessageError, match=r"^town/acts\.py: line 3"):
        list(found)
