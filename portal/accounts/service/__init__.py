"""The use cases of staff accounts.

Those that take a `Database` keep their own short transactions, against the rule of the house, for two reasons: a
password is hashed outside of any transaction (it takes 40 ms, and SQLite has one writer), and a wrong try has to be
counted although the request is refused. Do not call them while the request's own session is open for writing.
"""

from portal.accounts.service.accounts import (
    Added,
    EmailTaken,
    NotYourself,
    activate,
    add_account,
    change_account,
    change_own_settings,
    create_account,
    deactivate,
    end_sessions_of,
    issue_temporary_password,
    reset_second_factor,
)
from portal.accounts.service.entry import WrongCode, WrongSignIn, confirm_code, sign_in
from portal.accounts.service.gates import TooManyTries, forget_gates
from portal.accounts.service.own_password import WeakPassword, change_password
from portal.accounts.service.proof import WrongPassword
from portal.accounts.service.second_factor import Adopted, adopt_second_factor, renew_recovery_codes
from portal.accounts.service.sessions import (
    Admission,
    WrongStep,
    end_all_sessions,
    end_session,
    forget_sessions,
    revoke_session,
    stay,
)

__all__ = [
    "Added",
    "Admission",
    "Adopted",
    "EmailTaken",
    "NotYourself",
    "TooManyTries",
    "WeakPassword",
    "WrongCode",
    "WrongPassword",
    "WrongSignIn",
    "WrongStep",
    "activate",
    "add_account",
    "adopt_second_factor",
    "change_account",
    "change_own_settings",
    "change_password",
    "confirm_code",
    "create_account",
    "deactivate",
    "end_all_sessions",
    "end_session",
    "end_sessions_of",
    "forget_gates",
    "forget_sessions",
    "issue_temporary_password",
    "renew_recovery_codes",
    "reset_second_factor",
    "revoke_session",
    "sign_in",
    "stay",
]
