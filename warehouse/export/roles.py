"""What a column's role in the schema is called in the Fiscal Data Package's budget taxonomy (version 1.0).

https://fiscal.datapackage.org/specifications/fiscal-data-package-budgets/ lists the column types.  A role the taxonomy
has no type for (provenance, assurance, counts, …) gets none: a column type that is not in the taxonomy is an error.
"""

from __future__ import annotations

from pipelines.model.schema import Column

TAXONOMY = "https://specs.frictionlessdata.io/taxonomies/fiscal/budgets.json"

COLUMN_TYPES: dict[str, str] = {
    "value": "value",
    "transaction-id": "budget-line-id",
    "date:fiscal-year": "date:fiscal-year",
    "phase:id": "phase:id",
    "direction": "direction",
    "measure": "value-kind:code",
    "expenditure-type": "expenditure-type:code",
    "fin-source:code": "fin-source:generic:code",
    "fin-source:label": "fin-source:generic:label",
    "administrator:id": "administrative-classification:generic:code",
    "administrator:label": "administrative-classification:generic:label",
    "functional-classification:code": "functional-classification:generic:code",
    "functional-classification:label": "functional-classification:generic:label",
    "economic-classification:code": "economic-classification:generic:code",
    "economic-classification:label": "economic-classification:generic:label",
    "activity:id": "activity:generic:project:code",
    "activity:label": "activity:generic:project:label",
    "geo:code": "geo:source:code",
    "geo:label": "geo:source:title",
}
# Where the name says more than the role.
_BY_NAME: dict[str, str] = {
    "cofog_code": "functional-classification:cofog:code",
    "functional_class_code": "functional-classification:generic:level1:code",
    "functional_class_name": "functional-classification:generic:level1:label",
    "class_code": "",  # in a dimension of either classification; its parent column says which
    "class_name": "",
    "parent_code": "",
    "parent_department_id": "",
}


def column_type(column: Column) -> str | None:
    """The column type of the taxonomy, or None where it has none."""
    found = _BY_NAME.get(column.name, COLUMN_TYPES.get(column.role, ""))
    return found or None
