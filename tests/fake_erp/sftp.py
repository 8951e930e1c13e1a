"""An SFTP server on this machine: one user, one folder on disk, one host key."""

import base64
import io
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import paramiko
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED
from paramiko.sftp import SFTP_FAILURE, SFTP_OK, SFTP_OP_UNSUPPORTED

USER, PASSWORD = "bole", "a-password-of-the-tests"


@dataclass
class FakeSftp:
    """``folder`` is what it shows. ``cut_next``: the next file breaks off when half of it is written."""

    folder: Path
    port: int = 0
    host_key: str = ""
    cut_next: bool = False
    renames_over: bool = True
    logins: int = 0


@contextmanager
def sftp_server(folder: Path) -> Iterator[FakeSftp]:
    made = FakeSftp(folder)
    key = a_key()
    made.host_key = f"{key.get_name()} {base64.b64encode(key.asbytes()).decode()}"
    listening = socket.create_server(("127.0.0.1", 0))
    made.port = listening.getsockname()[1]
    threading.Thread(target=_serve, args=(listening, key, made), daemon=True).start()
    try:
        yield made
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def a_key() -> paramiko.PKey:
    private = ed25519.Ed25519PrivateKey.generate()
    text = private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode()
    return paramiko.Ed25519Key.from_private_key(io.StringIO(text))


def _serve(listening: socket.socket, key: paramiko.PKey, fake: FakeSftp) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        transport = paramiko.Transport(connection)
        transport.add_server_key(key)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Folder, fake=fake)
        with suppress(paramiko.SSHException, EOFError):
            transport.start_server(server=_Login(fake))


class _Login(paramiko.ServerInterface):
    def __init__(self, fake: FakeSftp) -> None:
        self._fake = fake

    def check_auth_password(self, username: str, password: str) -> int:
        self._fake.logins += 1
        return AUTH_SUCCESSFUL if (username, password) == (USER, PASSWORD) else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Folder(paramiko.SFTPServerInterface):
    def __init__(self, server: paramiko.ServerInterface, fake: FakeSftp) -> None:
        super().__init__(server)
        self._fake = fake

    def _at(self, path: str) -> Path:
        return self._fake.folder / path.lstrip("/")

    def stat(self, path: str) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat(os.stat(self._at(path)))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: Any) -> Any:
        handle = _File(flags, self._fake)
        handle.writefile = self._at(path).open("wb")
        return handle

    def remove(self, path: str) -> int:
        try:
            self._at(path).unlink()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return SFTP_OK

    def rename(self, oldpath: str, newpath: str) -> int:
        if self._at(newpath).exists():
            return SFTP_FAILURE
        self._at(oldpath).rename(self._at(newpath))
        return SFTP_OK

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        if not self._fake.renames_over:
            return SFTP_OP_UNSUPPORTED
        self._at(oldpath).replace(self._at(newpath))
        return SFTP_OK


class _File(paramiko.SFTPHandle):
    writefile: Any

    def __init__(self, flags: int, fake: FakeSftp) -> None:
        super().__init__(flags)
        self._fake = fake

    def write(self, offset: int, data: Any) -> int:
        if self._fake.cut_next:
            self._fake.cut_next = False
            super().write(offset, data[: len(data) // 2])
            self.writefile.flush()
            return SFTP_FAILURE
        return super().write(offset, data)
