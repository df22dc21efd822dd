from typing import Any

from django.db import migrations, models

from poucet.web.search.stores import store


def make_words(_apps: Any, editor: Any) -> None:
    store(editor.connection).create()


def drop_words(_apps: Any, editor: Any) -> None:
    store(editor.connection).drop()


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(max_length=30)),
                ("number", models.PositiveIntegerField()),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("title", models.CharField(max_length=300)),
                ("weight", models.FloatField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "number"), name="one_entry_per_thing")
                ],
            },
        ),
        migrations.RunPython(make_words, drop_words),
    ]
