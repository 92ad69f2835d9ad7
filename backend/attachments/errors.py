"""Refusals of photos."""

from backend.core.errors import Kind, SangongError


class PhotoTooLargeError(SangongError):
    """The file has more bytes than a photo may."""

    code = "photo_too_large"
    kind = Kind.TOO_LARGE
    title = "照片太大，每张不超过8兆"


class NotPhotoError(SangongError):
    """The file is no picture, or one of a format that is not taken."""

    code = "photo_not_picture"
    kind = Kind.INVALID
    title = "请选择 JPG、PNG 或 WebP 格式的照片"


class RenamedPhotoError(SangongError):
    """The file's name says picture and its content does not."""

    code = "photo_renamed"
    kind = Kind.INVALID
    title = "这个文件的名称像照片，内容却不是，请另选一张"


class BrokenPhotoError(SangongError):
    """The picture begins well and can't be read to its end."""

    code = "photo_broken"
    kind = Kind.INVALID
    title = "这张照片已经损坏，打不开，请另选一张"


class PhotoBombError(SangongError):
    """The picture would need far more memory than a photo; ``most_pixels`` tells how large one may be."""

    code = "photo_too_many_pixels"
    kind = Kind.INVALID
    title = "这张照片的尺寸太大，请缩小后再选"


class PhotoStoreError(SangongError):
    """The place where photos lie can't be reached or is full."""

    code = "photo_store_unavailable"
    kind = Kind.UNAVAILABLE
    title = "照片暂时存取不了，请稍后再试"


class AddressWrongError(SangongError):
    """The address of a photo was not made by us, or was changed."""

    code = "photo_address_wrong"
    kind = Kind.FORBIDDEN
    title = "照片地址不对"


class AddressExpiredError(SangongError):
    """The address of a photo was good and is over."""

    code = "photo_address_expired"
    kind = Kind.FORBIDDEN
    title = "照片地址已过期，请刷新后再看"
