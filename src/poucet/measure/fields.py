"""How amounts are kept: exact decimals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    ExactField = models.DecimalField[Any, Any]
else:
    ExactField = models.DecimalField  # not subscriptable at run time


class AmountField(ExactField):
    """Fifteen digits before the point, ten after: a metropolis's euros as well as a share of a gram."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 25, "decimal_places": 10, **kwargs})
