from typing import Any

from django.db import migrations


def follow_from_now(apps: Any, _editor: Any) -> None:
    """Whoever took part before letters told it hears of what comes, not of all that came."""
    lines = apps.get_model("town", "RegisterEntry").objects.order_by("-sequence")
    last = lines.values_list("sequence", flat=True).first() or 0
    for name in ("Penned",):
        apps.get_model("comments", name).objects.filter(since_line=0).update(since_line=last)


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0003_following'),
        ('town', '0001_ground'),
    ]

    operations = [migrations.RunPython(follow_from_now, migrations.RunPython.noop)]
