"""A module of the original in which there is nothing."""

__all__: list[str] = []
