"""Elements that are made from text by position."""

from __future__ import annotations

from typing import Any

from vuer._dialect import IS_0_0_71
from vuer.element import Element

__all__ = ["Bold", "Italic", "Link", "span"]


class span(Element):
    """Text in the page.

    :param text: pieces of it.
    :param sep: what stands between them.
    """

    tag = "Span"

    def __init__(self, *text: str, sep: str = " ", **props: Any) -> None:
        self.text = sep.join(text)
        super().__init__(**props)


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
            self.style = {"fontWeight": "bold", **(style or {})}

    class Italic(span):  # type: ignore[no-redef]
        """Slanted text.

        :param style: further CSS properties, in camel case.
        """

        def __post_init__(
            self, text: str, style: dict[str, Any] | None = None, **props: Any
        ) -> None:
            self.style = {"fontStyle": "italic", **(style or {})}

    class Link(span):  # type: ignore[no-redef]
        """Text that leads somewhere.

        :param src: the URL, by keyword.
        """

        tag = "a"
