"""Certificates and signatures of firmware, with the library ``cryptography``.

A manufacturer has a root certificate, which is built into its charge points. It issues a
certificate for each key that signs firmware; that one travels with SignedUpdateFirmware.
"""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

# Whoever verifies need not know how long the salt is.
_PSS = padding.PSS(padding.MGF1(SHA256()), padding.PSS.DIGEST_LENGTH)
_ANY_PSS = padding.PSS(padding.MGF1(SHA256()), padding.PSS.AUTO)


def new_key(kind: str) -> PrivateKey:
    """Make a key, of the kind ``RSA`` or ``ECDSA``."""
    if kind == "RSA":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


class Manufacturer:
    """Who makes the firmware: it issues certificates, and signs."""

    def __init__(self) -> None:
        self._root_key = new_key("ECDSA")
        self._root_name = _name("Example Root")
        root = self._issue("Example Root", self._root_key, authority=True)
        self.root = root.public_bytes(Encoding.PEM).decode()
        """The root certificate, PEM-encoded."""

    def certify(self, key: PrivateKey) -> str:
        """Issue a certificate, PEM-encoded, for a key that signs firmware."""
        certificate = self._issue("Example Firmware Signing", key, authority=False)
        return certificate.public_bytes(Encoding.PEM).decode()

    def _issue(self, name: str, key: PrivateKey, *, authority: bool) -> x509.Certificate:
        now = datetime.now(UTC)
        constraints = x509.BasicConstraints(ca=authority, path_length=None)
        return (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(self._root_name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=5))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(constraints, critical=True)
            .sign(self._root_key, SHA256())
        )


def sign(key: PrivateKey, firmware: bytes) -> str:
    """Sign a file; give the signature in base64."""
    if isinstance(key, rsa.RSAPrivateKey):
        signature = key.sign(firmware, _PSS, SHA256())
    else:
        signature = key.sign(firmware, ec.ECDSA(SHA256()))
    return base64.b64encode(signature).decode()


def is_trusted(certificate: str, root: str) -> bool:
    """Tell whether a certificate is valid today and issued under the root certificate."""
    try:
        given = x509.load_pem_x509_certificate(certificate.encode())
        given.verify_directly_issued_by(x509.load_pem_x509_certificate(root.encode()))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return given.not_valid_before_utc <= datetime.now(UTC) <= given.not_valid_after_utc


def is_signed(firmware: bytes, signature: str, certificate: str) -> bool:
    """Tell whether the signature of a file was made with the key of a certificate."""
    key = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    try:
        raw = base64.b64decode(signature, validate=True)
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(raw, firmware, _ANY_PSS, SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(raw, firmware, ec.ECDSA(SHA256()))
        else:
            return False
    except (ValueError, InvalidSignature):
        return False
    return True


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)])
