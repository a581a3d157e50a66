"""Elements of text, which is passed by position."""

from __future__ import annotations

from typing import Any

from vuer._dialect import IS_0_0_71
from vuer.element import BlockElement, Element

__all__ = [
    "Bold",
    "Header",
    "Header1",
    "Header2",
    "Header3",
    "Italic",
    "Link",
    "Paragraph",
    "span",
]


class span(Element):
    """Text in the page.

    :param text: pieces of it.
    :param sep: what stands between them.
    """

    tag = "Span"

    def __init__(self, *text: str, sep: str = " ", **props: Any) -> None:
        self.text: str = sep.join(text)
        super().__init__(**props)


class _Prose(BlockElement):
    """Text with elements in it."""

    def __init__(self, *children: Any, key: str | None = None, **props: Any) -> None:
        if IS_0_0_71:
            # There, text is always an element of its own.
            children = tuple(span(c) if isinstance(c, str) else c for c in children)
        super().__init__(*children, key=key, **props)


class Header1(_Prose):
    """A heading."""

    tag = "h1"


class Header2(Header1):
    """A heading of the second level."""

    tag = "h2"


class Header3(Header1):
    """A heading of the third level."""

    tag = "h3"


Header = Header1
"""A heading."""


class Paragraph(_Prose):
    """A paragraph of text."""

    tag = "p"


if IS_0_0_71:

    class Bold(span):
        """Bold text.

        :param style: further CSS properties, in camel case.
        """

        def __init__(
            self, text: str, style: dict[str, Any] | None = None, **props: Any
        ) -> None:
            super().__init__(
                text, style={"fontWeight": "bold", **(style or {})}, **props
            )

    class Italic(span):
        """Slanted text.

        :param style: further CSS properties, in camel case.
        """

        def __init__(
            self, text: str, style: dict[str, Any] | None = None, **props: Any
        ) -> None:
            super().__init__(
                text, style={"fontStyle": "italic", **(style or {})}, **props
            )

    class Link(span):
        """Text that leads somewhere.

        :param src: the URL.
        """

        tag = "a"

        def __init__(self, text: str, src: str, **props: Any) -> None:
            super().__init__(text, src=src, **props)

else:

    class Bold(span):  # type: ignore[no-redef]
        """Bold text.

        :param style: further CSS properties, in camel case.
        """

        def __post_init__(
            self, text: str, style: dict[str, Any] | None = None, **props: Any
        ) -> None:
            self.style: dict[str, Any] = {"fontWeight": "bold", **(style or {})}

    class Italic(span):  # type: ignore[no-redef]
        """Slanted text.

        :param style: further CSS properties, in camel case.
        """

        def __post_init__(
            self, text: str, style: dict[str, Any] | None = None, **props: Any
        ) -> None:
            self.style: dict[str, Any] = {"fontStyle": "italic", **(style or {})}

    class Link(span):  # type: ignore[no-redef]
        """Text that leads somewhere.

        :param src: the URL, by keyword.
        """

        tag = "a"
