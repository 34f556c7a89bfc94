"""What an S3 server's refusals mean and what to do about each, in one line per refusal.

Nothing of botocore is imported here: its errors are known by their codes and class names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class StorageError(Exception):
    """The store cannot do what was asked; the text names the thing and the way out, in a line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as far as a refusal's text names it."""

    bucket: str
    place: str  # the endpoint's address, or the region
    what: str = ""  # a key, or empty for the bucket itself
    with_acl: bool = False


_ACTIONS = {
    "PutObject": "s3:PutObject",
    "GetObject": "s3:GetObject",
    "HeadObject": "s3:GetObject",
    "ListObjectsV2": "s3:ListBucket",
    "HeadBucket": "s3:ListBucket",
    "DeleteObjects": "s3:DeleteObject",
    "PutBucketCors": "s3:PutBucketCORS",
}
_NO_BUCKET = (
    "there is no bucket {bucket} at {place}: create it, or correct DEVKET_S3_BUCKET "
    "(and DEVKET_S3_REGION, DEVKET_S3_ENDPOINT_URL)"
)
_REGION = "the bucket {bucket} is in another region than {place}: set DEVKET_S3_REGION to {right}"
_DENIED = (
    "access denied to {thing}: the key or role needs {action} on it (IAM policy or bucket policy)"
)
_ACL = (
    "the bucket {bucket} takes no ACLs: unset DEVKET_S3_ACL and let a bucket policy or a CDN "
    "make the files public"
)
_CLOCK = "the clock of this machine differs too much from that of {place}: set it by NTP"
_NO_KEYS = (
    "no credentials for the bucket {bucket}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
    "or give this machine an IAM role"
)
_UNKNOWN_KEY = "{place} does not know this access key: correct AWS_ACCESS_KEY_ID"
_SECRET = "the secret key is wrong for this access key: correct AWS_SECRET_ACCESS_KEY"
_EXPIRED = (
    "the credentials for the bucket {bucket} have expired: renew AWS_SESSION_TOKEN and its keys, "
    "or use an IAM role, which renews itself"
)
_TOKEN = "the session token is not valid: correct AWS_SESSION_TOKEN, or unset it for lasting keys"
_AWAY = "no answer from {place}: see whether the address is right and the server can be reached"
_TLS = "no trusted connection to {place}: its certificate was refused ({detail})"
_BUSY = "{place} asks for fewer requests at a time: try again in a while"
_FAULT = "{place} has a fault of its own ({detail}): try again in a while"
_NAME = "{bucket} cannot be a bucket's name: correct DEVKET_S3_BUCKET"
_SETTING = (
    "the S3 settings cannot be used ({detail}): correct DEVKET_S3_REGION, DEVKET_S3_ENDPOINT_URL "
    "or the AWS profile"
)
_OTHER = "{place} refused {operation} for {thing}: {detail}"

# By the code of S3's answer, else by the name of botocore's error class or one it stands on.
_TEXTS = {
    "NoSuchBucket": _NO_BUCKET,
    "AuthorizationHeaderMalformed": _REGION,
    "PermanentRedirect": _REGION,
    "TemporaryRedirect": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "301": _REGION,
    "AccessDenied": _DENIED,
    "AllAccessDisabled": _DENIED,
    "403": _DENIED,
    "AccessControlListNotSupported": _ACL,
    "RequestTimeTooSkewed": _CLOCK,
    "RequestExpired": _CLOCK,
    "NoCredentialsError": _NO_KEYS,
    "PartialCredentialsError": _NO_KEYS,
    "CredentialRetrievalError": _NO_KEYS,
    "TokenRetrievalError": _NO_KEYS,
    "SSOError": _NO_KEYS,
    "LoginError": _NO_KEYS,
    "InvalidAccessKeyId": _UNKNOWN_KEY,
    "SignatureDoesNotMatch": _SECRET,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "TokenRefreshRequired": _EXPIRED,
    "InvalidToken": _TOKEN,
    "SSLError": _TLS,
    "ConnectionError": _AWAY,
    "HTTPClientError": _AWAY,
    "IncompleteReadError": _AWAY,
    "RequestTimeout": _AWAY,
    "SlowDown": _BUSY,
    "503": _BUSY,
    "Throttling": _BUSY,
    "TooManyRequests": _BUSY,
    "ServiceUnavailable": _BUSY,
    "InternalError": _FAULT,
    "500": _FAULT,
    "502": _FAULT,
    "504": _FAULT,
    "InvalidBucketName": _NAME,
    "ParamValidationError": _NAME,
    "InvalidRegionError": _SETTING,
    "NoRegionError": _SETTING,
    "ProfileNotFound": _SETTING,
    "ConfigNotFound": _SETTING,
    "ConfigParseError": _SETTING,
    "EndpointProviderError": _SETTING,
    "ValueError": _SETTING,
}


def code_of(error: BaseException) -> str:
    """Return S3's code for a refusal, else the name of the error's class."""
    answer: Mapping[str, Any] = getattr(error, "response", {})
    return str(answer.get("Error", {}).get("Code", type(error).__name__))


def told(error: Exception, asked: Asked) -> StorageError:
    """Return the refusal of boto3 or of the server as a `StorageError` of one line."""
    text = next((_TEXTS[name] for name in _names(error) if name in _TEXTS), _OTHER)
    operation = str(getattr(error, "operation_name", "a request"))
    return StorageError(
        text.format(
            action=_action(operation, asked),
            bucket=asked.bucket,
            detail=" ".join(str(error).split()),
            operation=operation,
            place=asked.place,
            right=_right_region(error) or "the region it was made in",
            thing=f"{asked.bucket}/{asked.what}" if asked.what else f"the bucket {asked.bucket}",
        )
    )


def another_region(asked: Asked, right: str) -> StorageError:
    """Return the error for a bucket that answers, but from the region `right`."""
    return StorageError(_REGION.format(bucket=asked.bucket, place=asked.place, right=right))


def _names(error: Exception) -> Iterator[str]:
    yield code_of(error)
    yield from (kind.__name__ for kind in type(error).__mro__)


def _action(operation: str, asked: Asked) -> str:
    action = _ACTIONS.get(operation, f"s3:{operation}")
    return f"{action} and s3:PutObjectAcl" if asked.with_acl else action


def _right_region(error: Exception) -> str:
    answer: Mapping[str, Any] = getattr(error, "response", {})
    headers = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    return str(answer.get("Error", {}).get("Region") or headers.get("x-amz-bucket-region") or "")
