"""A text that the municipality's file gives in several languages."""


class Text(dict[str, str]):
    """A text in several languages; `in_language` falls back to Swedish, then to whatever there is."""

    def in_language(self, language: str) -> str:
        return self.get(language) or self.get("sv") or next(iter(self.values()), "")
