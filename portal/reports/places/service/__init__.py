"""What can happen in the register: to places (`keeping`), to signs (`signing`), by a file (`importing`)."""

from portal.reports.places.service.importing import (
    ImportPlan,
    PlaceChange,
    confirm_import,
    drop_import,
    forget_imports,
    import_places,
    keep_import,
    plan_import,
)
from portal.reports.places.service.keeping import (
    RefTaken,
    add_place,
    change_place,
    remove_photo,
    restore_place,
    retire_place,
    set_photo,
    touch_page,
)
from portal.reports.places.service.signing import change_sign_state, order_signs, replace_sign

__all__ = [
    "ImportPlan",
    "PlaceChange",
    "RefTaken",
    "add_place",
    "change_place",
    "change_sign_state",
    "confirm_import",
    "drop_import",
    "forget_imports",
    "import_places",
    "keep_import",
    "order_signs",
    "plan_import",
    "remove_photo",
    "replace_sign",
    "restore_place",
    "retire_place",
    "set_photo",
    "touch_page",
]
