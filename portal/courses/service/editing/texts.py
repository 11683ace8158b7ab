"""Words in one language among those of a course or of a part."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from portal.courses.models import CourseText, PartText

Text = TypeVar("Text", CourseText, PartText)


def keep_text(
    session: Session, texts: list[Text], language: str, values: Mapping[str, Any], new: Callable[..., Text]
) -> None:
    """Let `values` be the words in `language`; without a title the language is taken away from `texts`."""
    there = next((text for text in texts if text.language == language), None)
    if there is None:
        texts.append(new(language=language, **values))
    elif not values["title"]:
        texts.remove(there)
        session.delete(there)
    else:
        for name, value in values.items():
            setattr(there, name, value)
