"""The platform's keyring, built by class from an allow-list.

It never asks `keyring.get_keyring()` nor calls keyring's functions: those obey PYTHON_KEYRING_BACKEND and
keyringrc.cfg, which can name a backend that saves nothing, or put a folder of code on the import path.
The Windows and macOS classes are written after keyring's source; they were not run on those systems.
"""

from __future__ import annotations

import sys
from typing import Protocol

from keyring.errors import KeyringError, NoKeyringError


class Backend(Protocol):
    """The three calls that we make of a keyring class."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Deaf:
    """Goes before a keyring class, whose constructor sets any attribute that a KEYRING_PROPERTY_* names."""

    def set_properties_from_env(self) -> None:
        """Listens to nothing: such a property can move the key to another collection or name."""


if sys.platform == "win32":
    from keyring.backends import Windows

    class WindowsLocker(Deaf, Windows.WinVaultKeyring):
        """Credential Locker. The key stays on this machine; keyring's default would roam with the user."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.persist = "local machine"

    _WIN32 = getattr(Windows, "pywintypes", None)  # keyring's own dependency
    TROUBLES: tuple[type[Exception], ...] = (
        *(KeyringError, OSError, ValueError),
        *((_WIN32.error,) if _WIN32 else ()),
    )

    def platform_backend() -> Backend:
        """Credential Locker, or NoKeyringError."""
        if _WIN32 is None:
            raise NoKeyringError("pywin32-ctypes is missing")
        return WindowsLocker()

elif sys.platform == "darwin":
    from keyring.backends import macOS

    class MacKeychain(Deaf, macOS.Keyring):
        """Keychain: the default one, whatever KEYCHAIN_PATH says."""

        keychain = None

    TROUBLES: tuple[type[Exception], ...] = (KeyringError, OSError, ValueError)

    def platform_backend() -> Backend:
        """Keychain, or NoKeyringError."""
        if not hasattr(macOS, "api"):
            raise NoKeyringError("the Security framework is missing")
        return MacKeychain()  # type: ignore[no-untyped-call]

else:
    from jeepney import DBusErrorResponse  # type: ignore[import-untyped]
    from keyring.backends import SecretService, kwallet
    from secretstorage.exceptions import SecretStorageException

    class SecretServiceRing(Deaf, SecretService.Keyring):
        """Secret Service: GNOME Keyring, KeePassXC, and KWallet from 5.97 on."""

        appid = "Stamp Kiosk"

    class KWalletRing(Deaf, kwallet.DBusKeyring):
        """KWallet 5 by its own calls; needs the system's dbus-python, and was not run here."""

        appid = "Stamp Kiosk"  # keyring takes sys.argv[0], so that each way of starting would ask anew

    _DBUS = getattr(kwallet, "dbus", None)
    TROUBLES: tuple[type[Exception], ...] = (
        *(KeyringError, OSError, ValueError, SecretStorageException, DBusErrorResponse),
        *((_DBUS.DBusException,) if _DBUS else ()),
    )

    def platform_backend() -> Backend:
        """Secret Service, else KWallet, else NoKeyringError. Asks the bus, so it may block."""
        for ring in (SecretServiceRing, KWalletRing):
            try:
                _ = ring.priority  # raises where nothing on the bus answers for it
            except RuntimeError:
                continue
            return ring()
        raise NoKeyringError("neither Secret Service nor KWallet on the session bus")
