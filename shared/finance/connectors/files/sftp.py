"""A folder on an SFTP server, whose host key is pinned: no other server is told a password or gets a file."""

import base64
import binascii
import contextlib
import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import paramiko
from paramiko.pkey import UnknownKeyType
from paramiko.ssh_exception import IncompatiblePeer

from shared.finance.connectors.addresses import AddressRule
from shared.finance.connectors.calling import Patience
from shared.finance.connectors.errors import (
    Busy,
    LoginFailed,
    NotConfigured,
    NotPermitted,
    Unreachable,
    UntrustedServer,
)
from shared.finance.connectors.settings import SftpPlace

SYSTEM = "files"
_RSA = ("rsa-sha2-512", "rsa-sha2-256")
_PRIVATE = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


class SftpDrop:
    """See ``Drop``. A file is written under another name and renamed, so nobody picks up the half of one."""

    def __init__(
        self, place: SftpPlace, password: str | None, private_key: str | None, rule: AddressRule, patience: Patience
    ) -> None:
        self._place = place
        self._password = password
        self._private = _private(private_key) if private_key else None
        if not password and self._private is None:
            raise NotConfigured(SYSTEM, "neither sftp_password nor sftp_private_key was entered")
        self._host_key = _public(place.host_key)
        self._rule = rule
        self._patience = patience

    def put(self, name: str, body: bytes) -> None:
        """See ``Drop``. What was broken off is written again by the next call: the name and the bytes are the same."""
        with self._folder() as folder:
            part = f".{name}.part"
            with folder.open(part, "wb") as file:
                file.write(body)
            if folder.stat(part).st_size != len(body):
                raise Busy(SYSTEM, "the file is not whole on the server")
            try:
                folder.posix_rename(part, name)
            except OSError:
                with contextlib.suppress(FileNotFoundError):
                    folder.remove(name)
                folder.rename(part, name)

    def check(self) -> None:
        """See ``Drop``."""
        with self._folder() as folder:
            folder.stat(".")

    @contextmanager
    def _folder(self) -> Iterator[paramiko.SFTPClient]:
        transport = self._transport()
        try:
            self._log_in(transport)
            client = paramiko.SFTPClient.from_transport(transport)
            if client is None:
                raise Busy(SYSTEM, "the server opens no SFTP channel")
            channel = client.get_channel()
            if channel is not None:
                channel.settimeout(self._patience.read)
            try:
                client.chdir(self._place.folder)
            except OSError as error:
                raise NotConfigured(SYSTEM, f"the folder {self._place.folder} cannot be opened") from error
            yield client
        except PermissionError as error:
            raise NotPermitted(SYSTEM, str(error)) from None
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise Busy(SYSTEM, type(error).__name__) from None
        finally:
            transport.close()

    def _transport(self) -> paramiko.Transport:
        ip = self._rule.judged(self._place.host, self._place.port, SYSTEM)
        try:
            connection = socket.create_connection((ip, self._place.port), self._patience.connect)
            connection.settimeout(self._patience.read)
            transport = paramiko.Transport(connection)
        except (OSError, paramiko.SSHException) as error:
            raise Unreachable(SYSTEM, type(error).__name__) from None
        transport.banner_timeout = transport.auth_timeout = self._patience.read
        name = self._host_key.get_name()
        transport.get_security_options().key_types = _RSA if name == "ssh-rsa" else (name,)
        return transport

    def _log_in(self, transport: paramiko.Transport) -> None:
        try:
            transport.start_client(timeout=self._patience.read)
        except IncompatiblePeer as error:
            raise UntrustedServer(SYSTEM, "the server has no host key of the pinned kind") from error
        found = transport.get_remote_server_key()
        if (found.get_name(), found.asbytes()) != (self._host_key.get_name(), self._host_key.asbytes()):
            raise UntrustedServer(SYSTEM, f"the server has another host key: {found.fingerprint}")
        try:
            if self._private is not None:
                transport.auth_publickey(self._place.user, self._private)
            else:
                transport.auth_password(self._place.user, self._password or "", fallback=False)
        except paramiko.AuthenticationException as error:
            raise LoginFailed(SYSTEM, "user, password or key") from error


def _public(text: str) -> paramiko.PKey:
    kind, _, encoded = text.partition(" ")
    try:
        return paramiko.PKey.from_type_string(kind, base64.b64decode(encoded.split(" ")[0], validate=True))
    except (binascii.Error, ValueError, paramiko.SSHException, UnknownKeyType) as error:
        raise NotConfigured(SYSTEM, "the host key cannot be read") from error


def _private(text: str) -> paramiko.PKey:
    for kind in _PRIVATE:
        with contextlib.suppress(paramiko.SSHException, ValueError, IndexError):
            return kind.from_private_key(io.StringIO(text))
    raise NotConfigured(SYSTEM, "the private key cannot be read; it must be OpenSSH's or PEM, without a passphrase")
